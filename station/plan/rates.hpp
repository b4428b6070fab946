#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace stapel::plan {

/// Baud rates of a UART, fastest first: different whole numbers from 1200 to 4000000, separated by one space. None when
/// the text is anything else.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> parse_rates(std::string_view text);

}  // namespace stapel::plan
