#pragma once

#include "tests/structure/source_tree.hpp"

#include <vector>

namespace stapel::structure {

/// Who includes whom although the tables in `include_rules.cpp` do not allow it.
[[nodiscard]] std::vector<Finding> check_includes(const std::vector<SourceFile>& tree);

}  // namespace stapel::structure
