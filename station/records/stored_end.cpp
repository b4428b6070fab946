#include "station/records/stored_end.hpp"

#include <optional>

namespace stapel::records {
namespace {

constexpr std::string_view query = R"sql(
SELECT e.serial, e.imei, e.iccid, e.meter_serial, e.ended_utc, e.outcome, e.failed_step, e.code, e.attempt, e.ms,
  (SELECT count(*) FROM tape WHERE run_seq = b.seq)
FROM run_begin b JOIN run_end e ON e.run_seq = b.seq WHERE b.run = ?)sql";

std::optional<std::int64_t> number(const Statement& row, int column) {
    if (row.type(column) == Type::null) return std::nullopt;
    return row.integer(column);
}

bool texts_equal(const Statement& row, const RunEnd& end) {
    return row.text(0) == end.serial && row.text(1) == end.imei && row.text(2) == end.iccid &&
           row.text(3) == end.meter_serial && row.text(4) == rfc3339(end.ended) && row.text(5) == end.outcome &&
           row.text(6) == end.failed_step && row.text(7) == end.code;
}

}  // namespace

bool stored_end_equals(const Connection& connection, const RunEnd& end) {
    Statement row(connection, query);
    if (!row.bind(end.run).step()) return false;
    const std::optional<std::int64_t> attempt = end.attempt;
    return texts_equal(row, end) && number(row, 8) == attempt && number(row, 9) == end.ms &&
           row.integer(10) == static_cast<std::int64_t>(end.tape.size());
}

}  // namespace stapel::records
