#pragma once

#include <optional>
#include <string>
#include <vector>

namespace stapel::reports::test {

/// Reads a Code 128 symbol from its modules as a scanner does, code sets B and C, check character included; none when it
/// is not one. Written from ISO/IEC 15417, table 1, apart from what makes the symbols.
[[nodiscard]] std::optional<std::string> read_code_128(const std::vector<bool>& modules);

}  // namespace stapel::reports::test
