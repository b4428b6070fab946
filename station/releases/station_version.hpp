#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace stapel::releases {

/// A version of this program, as in `0.1.0`; compares as people count.
using Version = std::array<int, 3>;

[[nodiscard]] std::optional<Version> parse_version(std::string_view text);
[[nodiscard]] std::string to_text(const Version& version);

}  // namespace stapel::releases
