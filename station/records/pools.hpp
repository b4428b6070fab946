#pragma once

#include "station/records/pool_rows.hpp"
#include "station/records/sqlite.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stapel::records {

// Pools of serials and lists of keys as people look at them: read only, beside a writer or not.

/// How many numbers stand how.
struct PoolSummary {
    std::string pool;
    std::string first, last;  ///< empty for keys, whose file is not in the database
    std::string made_utc, operator_id;
    std::int64_t reserved = 0, touched = 0, burnt = 0, returned = 0;
    /// Of a range: what has no row yet or was returned.
    [[nodiscard]] std::optional<std::int64_t> free() const;
};

/// Pools in the order in which they were made, then keys by name; none in a database that is older than pools.
[[nodiscard]] std::vector<PoolSummary> pools(const Connection& connection);

/// Numbers with a row, each as it stands, in order; `state` empty: all.
struct NumberRecord {
    std::string number, state, uid, run, operator_id, reason, changed_utc;
};
[[nodiscard]] std::vector<NumberRecord> numbers_of(const Connection& connection, const std::string& pool,
                                                   const std::string& state = {});
[[nodiscard]] std::optional<NumberRecord> number_of(const Connection& connection, const std::string& pool,
                                                    const std::string& number);

/// Is there such a pool of serials?
[[nodiscard]] bool has_pool(const Connection& connection, const std::string& pool);

/// Why this pool must not be made: its name is taken, its numbers are another pool's, or modules have some. What was
/// expected, what was found, what to do; empty when it may.
[[nodiscard]] std::string pool_problem(const Connection& connection, const PoolMade& pool);

}  // namespace stapel::records
