#include "station/records/reader.hpp"

#include "station/records/database.hpp"
#include "station/records/run_query.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace stapel::records {
namespace {

constexpr std::array<std::string_view, 3> identities{"serial", "imei", "iccid"};

std::optional<UnitRow> finished_unit(const Connection& connection, const std::string& key) {
    for (const std::string_view identity : identities) {
        Statement statement(connection, unit_query(identity));
        if (auto unit = newest_unit(statement, key)) return unit;
    }
    return std::nullopt;
}

/// A module that has only runs without an end is what the label says.
std::optional<UnitRow> begun_unit(const Connection& connection, const std::string& key) {
    for (const std::string_view identity : identities) {
        Statement row(connection, fmt::format("SELECT serial, imei, iccid, order_no FROM run_begin WHERE {} = ? "
                                              "ORDER BY seq DESC LIMIT 1", identity));
        if (!row.bind(key).step()) continue;
        UnitRow unit;
        unit.serial = row.text(0);
        unit.imei = row.text(1);
        unit.iccid = row.text(2);
        unit.order_no = row.text(3);
        return unit;
    }
    return std::nullopt;
}

std::vector<transport::TapeEntry> tape_of(const Connection& connection, const std::string& run) {
    Statement row(connection, "SELECT ms, channel, direction, bytes FROM tape "
                              "WHERE run_seq = (SELECT seq FROM run_begin WHERE run = ?) ORDER BY seq");
    row.bind(run);
    std::vector<transport::TapeEntry> entries;
    while (row.step()) {
        const ByteView bytes = row.blob(3);
        entries.push_back({row.integer(0), std::string(row.text(1)),
                           row.text(2) == "in" ? transport::Direction::in : transport::Direction::out,
                           Bytes(bytes.begin(), bytes.end())});
    }
    return entries;
}

}  // namespace

Reader::Reader(const std::string& file) : connection_(open_for_reading(file)) {}

std::optional<UnitRecord> Reader::unit(const std::string& key) const {
    Transaction snapshot(connection_, "BEGIN");
    auto unit = finished_unit(connection_, key);
    if (!unit) unit = begun_unit(connection_, key);
    if (!unit) return std::nullopt;
    auto marks = marks_of(connection_, *unit);
    unit->state = state_with(marks, *unit);
    return UnitRecord{*unit, runs_of(connection_, *unit), std::move(marks)};
}

std::optional<KeptTape> Reader::tape(const UnitRecord& unit) const {
    for (const RunRecord& run : unit.runs) {
        auto entries = tape_of(connection_, run.run);
        if (!entries.empty()) return KeptTape{run.run, std::move(entries)};
    }
    return std::nullopt;
}

}  // namespace stapel::records
