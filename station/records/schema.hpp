#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::records {

class Connection;

/// `application_id` of the file, "Stpl": file(1) and we know our databases by it.
constexpr std::int64_t application_id = 0x5374706C;

/// A table whose rows stand in the hash chain.
struct ChainedTable {
    std::string_view name;
    /// Its columns begin with `seq`, `run_seq` (the `seq` of the run's begin row) and `item` (number of the row in
    /// its run, from 1); else with `seq` alone.
    bool of_run = true;
    std::size_t since = 1;  ///< schema version
};

inline constexpr std::array chained_tables{
    ChainedTable{"run_begin", false}, ChainedTable{"session", false}, ChainedTable{"step_start"},
    ChainedTable{"step_end"},         ChainedTable{"measurement"},    ChainedTable{"tape"},
    ChainedTable{"unit"},             ChainedTable{"run_end"},        ChainedTable{"unit_mark", false, 2},
    ChainedTable{"serial_pool", false, 3}, ChainedTable{"number_change", false, 3},
};

/// Those that a database of its version has.
[[nodiscard]] std::vector<ChainedTable> chained_tables_of(const Connection& connection);

/// One script a version: what brings version n to n + 1 stands at n. A released script is never changed. Columns are
/// never added to a chained table, since they would change its canonical rows: a new table goes beside it.
[[nodiscard]] std::vector<std::string> migrations();

/// Brings the database to the last version, each script with its `user_version` in one transaction, followed by
/// foreign_key_check and quick_check. An older database that holds something is first copied beside itself.
/// Throws `SqlFailure`; the database is then at the last version that was complete.
void migrate(const Connection& connection, const std::string& file, std::span<const std::string> scripts);

/// What is defined in the database: one line an object, sorted by name, SQLite's own objects left out.
struct SchemaObject {
    std::string type, name, sql;
    auto operator<=>(const SchemaObject&) const = default;
};
[[nodiscard]] std::vector<SchemaObject> schema_of(const Connection& connection);

/// What a database of that version defines.
[[nodiscard]] std::vector<SchemaObject> expected_schema(std::size_t version);

}  // namespace stapel::records
