#pragma once

#include "tests/structure/source_tree.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace stapel::structure {

constexpr std::size_t longest_file = 400;  ///< lines

/// C++ files that are too long.
[[nodiscard]] std::vector<Finding> check_length(const std::vector<SourceFile>& tree);

/// Words that say that something is not finished.
[[nodiscard]] std::vector<Finding> check_unfinished(const std::vector<SourceFile>& tree);

/// Paths that exist on somebody's machine only.
[[nodiscard]] std::vector<Finding> check_machine_paths(const std::vector<SourceFile>& tree);

/// Calls that read or wait for the machine's time; only `station/base/clock` may.
[[nodiscard]] std::vector<Finding> check_time(const std::vector<SourceFile>& tree);

/// Names of virtual faults, as string literals, outside `fixtures/virtual`, `ui/cli` and the tests.
[[nodiscard]] std::vector<Finding> check_fault_names(const std::vector<SourceFile>& tree,
                                                     std::span<const std::string> names);

}  // namespace stapel::structure
