#include "station/records/pools.hpp"

#include <fmt/format.h>

#include <charconv>

namespace stapel::records {
namespace {

constexpr std::int64_t first_version = 3;

bool knows_pools(const Connection& connection) { return connection.integer("PRAGMA user_version") >= first_version; }

std::int64_t digits_of(const std::string& serial) {
    std::int64_t value = 0;
    std::from_chars(serial.data() + 1, serial.data() + serial.size(), value);
    return value;
}

std::string text(const Statement& row, int column) { return std::string(row.text(column)); }

constexpr std::string_view counts = "count(*) FILTER (WHERE v.state = 'reserved'), count(*) FILTER (WHERE v.state = "
                                    "'touched'), count(*) FILTER (WHERE v.state = 'burnt'), count(*) FILTER (WHERE "
                                    "v.state = 'returned')";

void append(std::vector<PoolSummary>& found, Statement& row) {
    while (row.step())
        found.push_back({.pool = text(row, 0), .first = text(row, 1), .last = text(row, 2), .made_utc = text(row, 3),
                         .operator_id = text(row, 4), .reserved = row.integer(5), .touched = row.integer(6),
                         .burnt = row.integer(7), .returned = row.integer(8)});
}

constexpr std::string_view number_columns =
    "SELECT number, state, uid, run, operator, reason, changed_utc FROM v_number "
    "WHERE pool = ?1 AND ";

std::vector<NumberRecord> records_of(Statement& row) {
    std::vector<NumberRecord> found;
    while (row.step())
        found.push_back({.number = text(row, 0), .state = text(row, 1), .uid = text(row, 2), .run = text(row, 3),
                         .operator_id = text(row, 4), .reason = text(row, 5), .changed_utc = text(row, 6)});
    return found;
}

/// The first value of a query about the range of the pool.
std::string in_range(const Connection& connection, std::string_view sql, const PoolMade& pool) {
    Statement row(connection, sql);
    row.bind(pool.first).bind(pool.last);
    return row.step() ? text(row, 0) : std::string();
}

}  // namespace

std::optional<std::int64_t> PoolSummary::free() const {
    if (first.empty()) return std::nullopt;
    return digits_of(last) - digits_of(first) + 1 - reserved - touched - burnt;
}

std::vector<PoolSummary> pools(const Connection& connection) {
    std::vector<PoolSummary> found;
    if (!knows_pools(connection)) return found;
    Statement ranges(connection,
                     fmt::format("SELECT p.pool, p.first, p.last, p.made_utc, p.operator, {} FROM serial_pool p "
                                 "LEFT JOIN v_number v ON v.pool = p.pool GROUP BY p.seq ORDER BY p.seq",
                                 counts));
    append(found, ranges);
    Statement keys(connection, fmt::format("SELECT v.pool, NULL, NULL, NULL, NULL, {} FROM v_number v WHERE NOT EXISTS "
                                           "(SELECT 1 FROM serial_pool p WHERE p.pool = v.pool) GROUP BY v.pool "
                                           "ORDER BY v.pool", counts));
    append(found, keys);
    return found;
}

std::vector<NumberRecord> numbers_of(const Connection& connection, const std::string& pool, const std::string& state) {
    if (!knows_pools(connection)) return {};
    Statement row(connection, std::string(number_columns) + "(?2 = '' OR state = ?2) ORDER BY number");
    row.bind(pool).bind(state);
    return records_of(row);
}

std::optional<NumberRecord> number_of(const Connection& connection, const std::string& pool,
                                      const std::string& number) {
    if (!knows_pools(connection)) return std::nullopt;
    Statement row(connection, std::string(number_columns) + "number = ?2");
    row.bind(pool).bind(number);
    auto found = records_of(row);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

bool has_pool(const Connection& connection, const std::string& pool) {
    if (!knows_pools(connection)) return false;
    Statement row(connection, "SELECT 1 FROM serial_pool WHERE pool = ?");
    return row.bind(pool).step();
}

std::string pool_problem(const Connection& connection, const PoolMade& pool) {
    if (has_pool(connection, pool.pool))
        return fmt::format("a new name expected, the pool {} found: a pool is never changed, make another", pool.pool);
    const auto other = !knows_pools(connection) ? std::string()
        : in_range(connection, "SELECT pool || ' (' || first || ' to ' || last || ')' FROM serial_pool WHERE "
                               "length(first) = length(?1) AND first <= ?2 AND last >= ?1", pool);
    if (!other.empty())
        return fmt::format("serials of no other pool expected, {} to {} overlap the pool {}: choose another range",
                           pool.first, pool.last, other);
    const auto unit = in_range(connection, "SELECT serial FROM unit WHERE serial BETWEEN ?1 AND ?2 AND "
                                           "length(serial) = length(?1) ORDER BY serial LIMIT 1", pool);
    if (!unit.empty())
        return fmt::format(
            "serials that no module has expected, {} found in the records: begin behind it, or look at it "
            "with `stapel unit show {}`",
            unit, unit);
    return {};
}

}  // namespace stapel::records
