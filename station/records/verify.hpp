#pragma once

#include "station/records/sqlite.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stapel::records {

/// Something that is not as the writer left it.
struct Finding {
    std::string run;   ///< the run concerned; empty when none can be named
    std::string what;  ///< what was expected and what was found
};

struct Verification {
    std::vector<Finding> findings;  ///< empty: clean
    std::int64_t rows = 0, runs = 0;
    std::string head;  ///< hash of the last row; who keeps it elsewhere can tell a shortened or rewritten file
};

/// Recomputes the hash chain and compares everything that it rests on: every row and its number, the tables' counters,
/// `meta`, the definitions of tables, views and triggers, and the file's own structure. One read transaction, beside
/// a writer or not. Time: reads the whole file. Throws `SqlFailure` when the file cannot be read at all.
[[nodiscard]] Verification verify(const Connection& connection);

/// The file's structure, indexes and foreign keys, without the chain; one line a damage, empty when sound.
[[nodiscard]] std::vector<std::string> damages(const Connection& connection);

}  // namespace stapel::records
