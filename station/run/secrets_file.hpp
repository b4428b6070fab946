#pragma once

#include "station/plan/problem.hpp"

#include <map>
#include <string>
#include <vector>

namespace stapel::run {

struct LoadedSecrets {
    std::map<std::string, std::string> secrets;  ///< by name; empty when there are problems
    std::vector<plan::Problem> problems;         ///< never show a secret
};

/// Reads the file of `--secrets`: a YAML map of names to texts in quotes. The file must be its owner's alone (mode
/// 0600 or stricter). Does not throw on bad input.
[[nodiscard]] LoadedSecrets load_secrets(const std::string& file);

}  // namespace stapel::run
