#include "station/steps/identities.hpp"

#include "fixtures/modem/identity.hpp"

#include <fmt/format.h>

namespace stapel::steps {
namespace {

[[noreturn]] void differ(Code code, std::string_view what, const std::string& expected, const std::string& found) {
    throw Failure(code, fmt::format("{} {} expected, {} found", what, expected, found));
}

void check_form(const std::string& imei) {
    switch (modem::check_imei(imei)) {
        case modem::ImeiState::good: return;
        case modem::ImeiState::blank:
            throw Failure(Code::imei_blank, fmt::format("an IMEI expected, {} found", imei.empty() ? "nothing" : imei));
        case modem::ImeiState::malformed:
            throw Failure(Code::imei_invalid, fmt::format("15 digits expected, {} found", imei));
        case modem::ImeiState::check_digit:
            throw Failure(Code::imei_invalid, fmt::format("{}: check digit {} expected, {} found", imei,
                                                          modem::luhn_digit(std::string_view(imei).substr(0, 14)),
                                                          imei.back()));
    }
}

}  // namespace

void judge_imei(run::StepContext& context, const std::string& imei) {
    auto& facts = context.facts();
    const bool has_form = modem::check_imei(imei) != modem::ImeiState::blank &&
                          modem::check_imei(imei) != modem::ImeiState::malformed;
    const auto first = facts.imei;
    if (first.empty() && has_form) facts.imei = imei;
    check_form(imei);
    if (!facts.label.imei.empty() && facts.label.imei != imei) differ(Code::imei_differs, "label", facts.label.imei, imei);
    if (!first.empty() && first != imei) differ(Code::imei_differs, "first reading", first, imei);
}

std::string judge_iccid(run::StepContext& context, const std::string& iccid) {
    auto& facts = context.facts();
    const auto state = modem::check_iccid(iccid);
    if (state == modem::IccidState::malformed)
        throw Failure(Code::iccid_invalid, fmt::format("18 to 20 digits that begin with 89 expected, {} found",
                                                       iccid.empty() ? "nothing" : iccid));
    const auto first = facts.iccid;
    if (first.empty()) facts.iccid = iccid;
    if (!first.empty() && first != iccid) differ(Code::iccid_changed, "first reading", first, iccid);
    if (!facts.label.iccid.empty() && facts.label.iccid != iccid)
        differ(Code::iccid_differs, "label", facts.label.iccid, iccid);
    if (state == modem::IccidState::good) return "good";
    context.log("warning", fmt::format("ICCID {}: its last digit does not fit the others", iccid));
    return "check digit";
}

}  // namespace stapel::steps
