#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stapel::reports {

/// The modules of a Code 128 symbol from left to right, true for dark, without quiet zones: 11 a character, 13 for the
/// stop. Text: 1 to 60 characters of printable ASCII. Throws `std::runtime_error` with what zint finds wrong with it.
/// Source: ISO/IEC 15417.
[[nodiscard]] std::vector<bool> code_128(std::string_view text);

}  // namespace stapel::reports
