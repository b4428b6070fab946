#pragma once

#include "station/records/pools.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace stapel::cli {

// Pools and their numbers as they are printed.

[[nodiscard]] nlohmann::ordered_json pools_json(const std::vector<records::PoolSummary>& pools);
void print_pools(const std::vector<records::PoolSummary>& pools);

[[nodiscard]] nlohmann::ordered_json numbers_json(const std::vector<records::NumberRecord>& numbers);
void print_numbers(const std::vector<records::NumberRecord>& numbers);
/// Comma, no byte order mark, RFC 4180.
void print_numbers_csv(const std::string& pool, const std::vector<records::NumberRecord>& numbers);

}  // namespace stapel::cli
