#include "station/records/recovery.hpp"

namespace stapel::records {
namespace {

struct LeftOpen {
    std::int64_t seq = 0, items = 0;
    RunEnd end;
    std::string order_no;
};

// Every session begins by ending the open runs, so only those begun after the last one can be open. Tape and unit
// rows come with the end, in its transaction.
constexpr std::string_view open_runs = R"sql(
SELECT b.seq, b.run, b.serial, b.imei, b.iccid, b.attempt, b.order_no,
  (SELECT step FROM step_start WHERE run_seq = b.seq ORDER BY position DESC LIMIT 1),
  max((SELECT coalesce(max(item), 0) FROM step_start WHERE run_seq = b.seq),
      (SELECT coalesce(max(item), 0) FROM step_end WHERE run_seq = b.seq),
      (SELECT coalesce(max(item), 0) FROM measurement WHERE run_seq = b.seq))
FROM run_begin b
WHERE b.seq > (SELECT coalesce(max(seq), 0) FROM session)
  AND NOT EXISTS (SELECT 1 FROM run_end e WHERE e.run_seq = b.seq)
ORDER BY b.seq)sql";

LeftOpen left_open(const Statement& row, UtcTime now) {
    LeftOpen left{.seq = row.integer(0), .items = row.integer(8), .end = {}, .order_no = std::string(row.text(6))};
    left.end.run = row.text(1);
    left.end.serial = row.text(2);
    left.end.imei = row.text(3);
    left.end.iccid = row.text(4);
    if (row.type(5) == Type::integer) left.end.attempt = static_cast<int>(row.integer(5));
    left.end.ended = now;
    left.end.outcome = "interrupted";
    left.end.failed_step = row.text(7);
    return left;
}

std::vector<LeftOpen> find_open(const Connection& connection, UtcTime now) {
    std::vector<LeftOpen> found;
    Statement statement(connection, open_runs);
    while (statement.step()) found.push_back(left_open(statement, now));
    return found;
}

}  // namespace

std::vector<RecoveredRun> begin_session(const Connection& connection, Journal& journal, UtcTime now) {
    std::vector<RecoveredRun> recovered;
    Transaction transaction(connection, "BEGIN IMMEDIATE");
    for (const LeftOpen& left : find_open(connection, now)) {
        journal.append_recovered_end(left.seq, left.items, left.end, left.order_no);
        recovered.push_back({left.end.run, left.end.serial, left.end.failed_step});
    }
    journal.append_session(now);
    transaction.commit();
    return recovered;
}

}  // namespace stapel::records
