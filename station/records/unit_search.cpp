#include "station/records/unit_search.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <ranges>
#include <utility>

namespace stapel::records {
namespace {

constexpr std::array<std::string_view, 3> identities{"serial", "imei", "iccid"};

using BySeq = std::map<std::int64_t, FoundUnit, std::greater<>>;  // newest first, each unit once

constexpr std::string_view columns =
    "unit_seq, serial, imei, iccid, order_no, state, last_outcome, last_started_utc";

/// Takes what is found, and tells how many rows that were.
int take(Statement& row, BySeq& found) {
    const auto text = [&](int column) { return std::string(row.text(column)); };
    int rows = 0;
    for (; row.step(); ++rows)
        found.try_emplace(row.integer(0),
                          FoundUnit{.serial = text(1), .imei = text(2), .iccid = text(3), .order_no = text(4),
                                    .state = text(5), .last_outcome = text(6), .last_started_utc = text(7)});
    return rows;
}

void take_newest(const Connection& connection, int limit, BySeq& found) {
    Statement newest(connection, fmt::format("SELECT {} FROM v_unit ORDER BY unit_seq DESC LIMIT ?", columns));
    take(newest.bind(std::int64_t{limit}), found);
}

/// What begins so in the index of one identity, in its order; true when more may follow.
bool take_range(const Connection& connection, const std::string& text, std::string_view identity, int limit,
                BySeq& found) {
    const std::string end = text + "\x7F";  // identities are ASCII
    Statement range(connection,
                    fmt::format("SELECT {0} FROM v_unit WHERE {1} >= ?1 AND {1} < ?2 LIMIT ?3", columns, identity));
    return take(range.bind(text).bind(end).bind(std::int64_t{limit}), found) == limit;
}

/// Those of the newest units that begin so.
void take_newest_of(const Connection& connection, const std::string& text, int limit, BySeq& found) {
    constexpr int looked_at = 2000;
    BySeq newest;
    take_newest(connection, looked_at, newest);
    int taken = 0;
    for (auto& [seq, unit] : newest) {
        if (taken == limit) break;
        if (!unit.serial.starts_with(text) && !unit.imei.starts_with(text) && !unit.iccid.starts_with(text)) continue;
        found.try_emplace(seq, std::move(unit));
        ++taken;
    }
}

}  // namespace

std::vector<FoundUnit> find_units(const Connection& connection, const std::string& text, int limit) {
    const Transaction snapshot(connection, "BEGIN");
    BySeq found;
    bool more = false;
    if (text.empty()) take_newest(connection, limit, found);
    else
        for (const auto identity : identities) more = take_range(connection, text, identity, limit, found) || more;
    if (more) take_newest_of(connection, text, limit, found);
    std::vector<FoundUnit> units;
    for (auto& unit : found | std::views::values | std::views::take(limit)) units.push_back(std::move(unit));
    return units;
}

}  // namespace stapel::records
