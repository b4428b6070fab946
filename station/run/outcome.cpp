#include "station/run/outcome.hpp"

namespace stapel::run {

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::pass: return "pass";
        case Outcome::skipped: return "skipped";
        case Outcome::fail: return "fail";
        case Outcome::error: return "error";
        case Outcome::aborted: return "aborted";
    }
    return "error";
}

Outcome outcome_of(Code code) {
    switch (text_of(code).fault) {
        case Fault::module: return Outcome::fail;
        case Fault::operator_: return Outcome::aborted;
        case Fault::jig:
        case Fault::station: return Outcome::error;
    }
    return Outcome::error;
}

}  // namespace stapel::run
