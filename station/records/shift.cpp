#include "station/records/shift.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <ranges>
#include <utility>

namespace stapel::records {
namespace {

constexpr std::string_view yield_purposes = "'production', 'retest', 'bench'";

// Rows are stored as time goes on: from the newest back to the first that is too old.
constexpr auto newest_first = R"sql(
SELECT e.seq, e.ended_utc, e.outcome, e.serial, e.imei, b.operation, b.station, b.purpose IN ({})
FROM run_end e JOIN run_begin b ON b.seq = e.run_seq ORDER BY e.seq DESC)sql";

/// Was the module judged before, in a run that enters yield? One whose serial could not be read is known by its IMEI.
constexpr auto judged_before = R"sql(
SELECT EXISTS (SELECT 1 FROM run_end e JOIN run_begin b ON b.seq = e.run_seq
               WHERE e.serial = ?1 AND e.seq < ?3 AND b.operation = ?4
                 AND e.outcome IN ('pass', 'fail') AND b.purpose IN ({0}))
    OR EXISTS (SELECT 1 FROM run_end e JOIN run_begin b ON b.seq = e.run_seq
               WHERE e.imei = ?2 AND (?1 = '' OR e.serial IS NULL) AND e.seq < ?3 AND b.operation = ?4
                 AND e.outcome IN ('pass', 'fail') AND b.purpose IN ({0})))sql";

constexpr std::string_view runs_of_plan = R"sql(
SELECT seq FROM (SELECT seq, plan_sha256, purpose FROM run_begin ORDER BY seq DESC LIMIT 2000)
WHERE plan_sha256 = ?1 AND purpose <> 'engineering' LIMIT ?2)sql";

constexpr std::string_view numbers_of_run = R"sql(
SELECT s.step, m.name, m.value FROM measurement m
JOIN step_start s ON s.run_seq = m.run_seq AND s.position = m.position
WHERE m.run_seq = ? AND m.value_type = 'number' ORDER BY m.seq)sql";

struct Judged {
    std::int64_t seq = 0;
    std::string serial, imei, operation;
    bool passed = false;
};

void count(Shift& shift, std::string_view outcome) {
    if (outcome == "pass") ++shift.passed;
    if (outcome == "fail") ++shift.failed;
    if (outcome == "error") ++shift.troubled;
}

bool is_first(Statement& before, const Judged& run) {
    before.reset();
    before.bind(run.serial).bind(run.imei).bind(run.seq).bind(run.operation);
    return before.step() && before.integer(0) == 0;
}

std::optional<double> first_pass_yield(const Connection& connection, const std::vector<Judged>& runs) {
    Statement before(connection, fmt::format(judged_before, yield_purposes));
    int first = 0, passed = 0;
    for (const auto& run : runs) {
        if (!is_first(before, run)) continue;
        ++first;
        if (run.passed) ++passed;
    }
    if (first == 0) return std::nullopt;
    return static_cast<double>(passed) / first;
}

}  // namespace

Shift shift_since(const Connection& connection, const std::string& station, UtcTime since) {
    const Transaction snapshot(connection, "BEGIN");
    const std::string from = rfc3339(since);
    Shift shift;
    std::vector<Judged> judged;
    Statement row(connection, fmt::format(newest_first, yield_purposes));
    while (row.step() && row.text(1) >= from) {
        const auto outcome = row.text(2);
        if (row.text(6) != station || row.integer(7) == 0) continue;
        count(shift, outcome);
        if (outcome == "pass" || outcome == "fail")
            judged.push_back({.seq = row.integer(0), .serial = std::string(row.text(3)),
                              .imei = std::string(row.text(4)), .operation = std::string(row.text(5)),
                              .passed = outcome == "pass"});
    }
    shift.first_pass_yield = first_pass_yield(connection, judged);
    return shift;
}

MeasuredSeries series_of(const Connection& connection, const std::string& plan_sha256, int runs) {
    std::vector<std::int64_t> newest;
    Statement run(connection, runs_of_plan);
    run.bind(plan_sha256).bind(std::int64_t{runs});
    while (run.step()) newest.push_back(run.integer(0));
    MeasuredSeries series;
    Statement row(connection, numbers_of_run);
    for (const auto seq : newest | std::views::reverse) {
        row.reset();
        row.bind(seq);
        while (row.step()) series[std::string(row.text(0)) + "/" + std::string(row.text(1))].push_back(row.real(2));
    }
    return series;
}

}  // namespace stapel::records
