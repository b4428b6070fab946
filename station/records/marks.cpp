#include "station/records/marks.hpp"

#include <array>

namespace stapel::records {
namespace {

constexpr std::int64_t first_version = 2;

// As v_unit looks: by the best identity that any mark has.
constexpr std::array queries{
    "SELECT seq, marked_utc, station, operator, run, mark, reason FROM unit_mark WHERE serial = ?1 ORDER BY seq DESC",
    "SELECT seq, marked_utc, station, operator, run, mark, reason FROM unit_mark "
    "WHERE imei = ?2 AND (serial IS NULL OR ?1 = '') ORDER BY seq DESC",
    "SELECT seq, marked_utc, station, operator, run, mark, reason FROM unit_mark "
    "WHERE iccid = ?3 AND (serial IS NULL OR ?1 = '') AND (imei IS NULL OR ?2 = '') ORDER BY seq DESC"};

std::string text(const Statement& row, int column) { return std::string(row.text(column)); }

}  // namespace

std::vector<MarkRecord> marks_of(const Connection& connection, const UnitRow& unit) {
    std::vector<MarkRecord> marks;
    if (connection.integer("PRAGMA user_version") < first_version) return marks;
    const std::array identities{&unit.serial, &unit.imei, &unit.iccid};
    for (std::size_t i = 0; i < queries.size() && marks.empty(); ++i) {
        Statement row(connection, queries[i]);
        for (std::size_t bound = 0; bound <= i; ++bound) row.bind(*identities[bound]);
        while (!identities[i]->empty() && row.step())
            marks.push_back({.seq = row.integer(0), .marked_utc = text(row, 1), .station = text(row, 2),
                             .operator_id = text(row, 3), .run = text(row, 4), .mark = text(row, 5),
                             .reason = text(row, 6)});
    }
    return marks;
}

std::string state_with(const std::vector<MarkRecord>& marks, const UnitRow& unit) {
    if (marks.empty()) return unit.state;
    const auto& newest = marks.front();
    return newest.mark == "scrapped" || newest.seq > unit.seq ? newest.mark : unit.state;
}

}  // namespace stapel::records
