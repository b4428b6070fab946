#include "station/records/units.hpp"

#include <fmt/format.h>

namespace stapel::records {
namespace {

bool differ(const std::string& one, const std::string& other) {
    return !one.empty() && !other.empty() && one != other;
}

void learn(std::string& known, const std::string& read) {
    if (!read.empty()) known = read;
}

}  // namespace

std::string unit_query(std::string_view column) {
    return fmt::format("SELECT serial, imei, iccid, meter_serial, order_no, state, seq FROM unit WHERE {} = ? "
                       "ORDER BY seq DESC LIMIT 1", column);
}

std::optional<UnitRow> newest_unit(Statement& statement, const std::string& identity) {
    if (identity.empty()) return std::nullopt;
    statement.reset();
    std::optional<UnitRow> unit;
    if (statement.bind(identity).step())
        unit = UnitRow{std::string(statement.text(0)), std::string(statement.text(1)), std::string(statement.text(2)),
                       std::string(statement.text(3)), std::string(statement.text(4)), std::string(statement.text(5)),
                       statement.integer(6)};
    statement.reset();
    return unit;
}

bool same_module(const UnitRow& unit, const RunEnd& end) {
    return !differ(unit.serial, end.serial) && !differ(unit.imei, end.imei);
}

UnitRow unit_after(const std::optional<UnitRow>& before, const RunEnd& end, const std::string& order_no,
                   bool counts) {
    UnitRow unit = before.value_or(UnitRow{});
    learn(unit.serial, end.serial);
    learn(unit.imei, end.imei);
    learn(unit.iccid, end.iccid);
    learn(unit.meter_serial, end.meter_serial);
    learn(unit.order_no, order_no);
    const bool passed = end.outcome == "pass" && counts;
    if (passed) unit.state = "passed";
    if (end.outcome == "fail") unit.state = "failed";
    // cut off, in trouble or in an engineer's hands: it may hold anything since it passed, so it has to pass anew
    if (!passed && unit.state == "passed") unit.state = "new";
    return unit;
}

}  // namespace stapel::records
