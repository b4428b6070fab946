#include "station/records/attempts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace stapel::records {

void PostedRuns::begun(const RunBegin& row) {
    runs_.push_back({.run = row.run,
                     .counts = row.purpose != engineering_purpose,
                     .operation = row.operation,
                     .label_serial = row.serial,
                     .label_imei = row.imei,
                     .read_serial = {},
                     .read_imei = {}});
}

void PostedRuns::ended(const RunEnd& row, std::uint64_t ticket) {
    const auto found = std::ranges::find(runs_, row.run, &Posted::run);
    assert(found != runs_.end() && "the end of a run that was not begun");
    found->read_serial = row.serial;
    found->read_imei = row.imei;
    found->end_ticket = ticket;
}

void PostedRuns::stored(std::uint64_t ticket) {
    std::erase_if(runs_, [ticket](const Posted& run) { return run.end_ticket != 0 && run.end_ticket <= ticket; });
}

int PostedRuns::count(const AttemptKey& key) const {
    const auto matches = [&key](const Posted& run) {
        if (!run.counts || run.operation != key.operation) return false;
        if (!key.serial.empty()) return run.label_serial == key.serial || run.read_serial == key.serial;
        return run.label_imei == key.imei || run.read_imei == key.imei;
    };
    return static_cast<int>(std::ranges::count_if(runs_, matches));
}

int count_attempts(const Connection& connection, const AttemptKey& key, std::int64_t last_seq) {
    const bool by_serial = !key.serial.empty();
    const std::string column = by_serial ? "serial" : "imei";
    Statement statement(connection, fmt::format(
        "SELECT count(*) FROM (SELECT seq AS run_seq FROM run_begin WHERE {0} = ?1 "
        "UNION SELECT run_seq FROM run_end WHERE {0} = ?1) r "
        "JOIN run_begin b ON b.seq = r.run_seq JOIN run_end e ON e.run_seq = r.run_seq "
        "WHERE b.operation = ?2 AND e.seq <= ?3 AND b.purpose IS NOT ?4", column));
    statement.bind(by_serial ? key.serial : key.imei).bind(key.operation).bind(last_seq).bind(engineering_purpose);
    return statement.step() ? static_cast<int>(statement.integer(0)) : 0;
}

}  // namespace stapel::records
