#pragma once

#include "fixtures/meter/port_check.hpp"

#include <string>

namespace stapel::cli {

/// What the meter is, a line each; ends with a line feed.
[[nodiscard]] std::string meter_identity_text(const meter::MeterIdentity& identity);

/// One line a setting, for one that is wrong a second with what that means for the module.
[[nodiscard]] std::string port_findings_text(const std::vector<meter::PortFinding>& findings);

/// One JSON object with a line feed. `before` has what was found first when settings were set, else no findings.
[[nodiscard]] std::string meter_check_json(const meter::PortReport& report, const meter::PortReport& before);

}  // namespace stapel::cli
