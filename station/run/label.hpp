#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stapel::run {

/// A module's label as scanned: `I863703001234567;C8970101123456789012;S000017`, any part may be missing, any order.
struct Label {
    std::string imei;    ///< 15 digits or empty
    std::string iccid;   ///< 18 to 20 digits or empty
    std::string serial;  ///< `S` and 6 to 10 digits, or empty
};

/// None when a part is none of the three, comes twice, or no part is there.
[[nodiscard]] std::optional<Label> parse_label(std::string_view text);

}  // namespace stapel::run
