#pragma once

#include "station/plan/fields.hpp"

#include <string>

namespace stapel::releases {

/// A SHA-256 as 64 lower-case hex digits, the form in which hashes are written and compared; empty, and a problem, when
/// the node is none.
[[nodiscard]] std::string read_hash(const plan::Node& node, plan::Problems& problems);

}  // namespace stapel::releases
