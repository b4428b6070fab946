#include "station/run/hand_drive.hpp"

#include <fmt/format.h>

#include <utility>

namespace stapel::run {
namespace {

std::string text_of(const std::vector<jig::ScpiError>& errors) {
    std::string text;
    for (const auto& error : errors)
        text += fmt::format("{}{},\"{}\"", text.empty() ? "" : "; ", error.number, error.text);
    return text;
}

void fail(StepFinished& step, const Failure& failure) {
    step.outcome = outcome_of(failure.code());
    step.code = stapel::text_of(failure.code()).number;
    step.detail = failure.detail();
}

/// A message is one line (IEEE 488.2, 7.5): what follows a line end is not sent.
std::string first_line(const std::string& message) { return message.substr(0, message.find_first_of("\r\n")); }

}  // namespace

HandDrive::HandDrive(JigThread& jig, Journal& journal, const Clock& clock) : jig_(jig), journal_(journal), clock_(clock) {}

void HandDrive::talk(Mailbox<HandOrder>& orders, std::stop_token stop) {
    while (const auto order = orders.take(TimePoint::max(), stop)) {
        switch (order->kind) {
            case HandOrder::Kind::say: carry_out(first_line(order->message), stop); break;
            case HandOrder::Kind::trouble: tell_trouble(); break;
            case HandOrder::Kind::end: return;
        }
    }
}

void HandDrive::carry_out(const std::string& message, std::stop_token stop) {
    StepFinished step{.step = fmt::format("manual-{}", ++position_), .outcome = Outcome::pass, .code = {}, .detail = {}};
    journal_.step_started(position_, step.step, step.attempt);
    const auto start = clock_.now();
    const auto answer = answer_to(message, step, std::move(stop));
    step.ms = to_ms(clock_.now() - start);
    measure(step.step, "command", message);
    measure(step.step, "answer", answer);
    journal_.step_finished(position_, step);
    journal_.log("manual", answer);
}

std::string HandDrive::answer_to(const std::string& message, StepFinished& step, std::stop_token stop) {
    try {
        const auto said = jig_.say(message, std::move(stop));
        const auto errors = text_of(said.errors);
        if (!errors.empty()) fail(step, Failure(Code::jig_error, errors));
        if (said.line.empty()) return errors.empty() ? "ok" : errors;
        return errors.empty() ? said.line : said.line + "; " + errors;
    } catch (const Failure& failure) {
        fail(step, failure);
        jig_.forget_trouble();  // told here
        return failure.what();
    } catch (const Cancelled&) {
        fail(step, Failure(Code::stopped));
        return step.code;
    }
}

void HandDrive::tell_trouble() {
    const auto trouble = jig_.trouble();
    if (!trouble) return;
    journal_.log("manual", trouble->what());
    jig_.forget_trouble();
}

void HandDrive::measure(const std::string& step, std::string name, const std::string& text) {
    records::Measurement row;
    row.name = std::move(name);
    row.value = text;
    row.outcome = "pass";
    journal_.measured(position_, step, 1, std::move(row));
}

}  // namespace stapel::run
