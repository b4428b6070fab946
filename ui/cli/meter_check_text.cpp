#include "ui/cli/meter_check_text.hpp"

#include "ui/cli/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stapel::cli {
namespace {

using Json = nlohmann::ordered_json;
using meter::PortFinding;

std::string_view outcome_of(const PortFinding& finding) {
    if (finding.good) return "good";
    return finding.wrong() ? "wrong" : "unknown";
}

std::string found_text(const PortFinding& finding) {
    return finding.value ? value_text(finding.precondition, *finding.value) : std::string();
}

std::string detail_text(const PortFinding& finding) {
    const std::string place = to_text(finding.place);
    if (finding.good) return fmt::format("{} ({})", found_text(finding), place);
    const std::string_view expected = expected_text(finding.precondition, finding.rule);
    if (!finding.wrong()) return fmt::format("{} expected, not told ({}): {}", expected, place, finding.reason);
    return fmt::format("{} expected, {} found ({})\n{:24}{}", expected, found_text(finding), place, "",
                       consequence(finding.precondition));
}

Json value_before(const meter::PortReport& before, const PortFinding& finding) {
    const auto same = [&](const PortFinding& other) { return other.precondition == finding.precondition; };
    const auto found = std::ranges::find_if(before.findings, same);
    return found == before.findings.end() ? Json(nullptr) : known(found->value);
}

}  // namespace

std::string meter_identity_text(const meter::MeterIdentity& identity) {
    const auto told = [](const std::string& text) { return text.empty() ? "not known" : text.c_str(); };
    const bool iec = !identity.identification.empty();
    return fmt::format("{:<16} {}\n{:<16} {}\n{:<16} {}\n{:<16} {}\n", "meter", told(identity.type), "serial",
                       told(identity.serial), "firmware", told(identity.firmware), "read over",
                       iec ? "IEC 62056-21, /" + identity.identification : "DLMS");
}

std::string port_findings_text(const std::vector<PortFinding>& findings) {
    std::string text;
    for (const PortFinding& finding : findings)
        text += fmt::format("{:<16} {:<7} {}\n", words_of(finding.precondition), outcome_of(finding),
                            detail_text(finding));
    return text;
}

std::string meter_check_json(const meter::PortReport& report, const meter::PortReport& before) {
    const meter::MeterIdentity& identity = report.meter;
    Json settings = Json::array();
    for (const PortFinding& finding : report.findings)
        settings.push_back({{"name", name_of(finding.precondition)},
                            {"place", to_text(finding.place)},
                            {"expected", expected_text(finding.precondition, finding.rule)},
                            {"found", known(found_text(finding))},
                            {"value", known(finding.value)},
                            {"value_before", value_before(before, finding)},
                            {"outcome", outcome_of(finding)},
                            {"reason", known(finding.reason)}});
    const Json json{{"meter", known(identity.type)},
                    {"serial", known(identity.serial)},
                    {"firmware", known(identity.firmware)},
                    {"protocol", identity.identification.empty() ? "dlms" : "iec"},
                    {"identification", known(identity.identification)},
                    {"settings", settings}};
    return json_text(json);
}

}  // namespace stapel::cli
