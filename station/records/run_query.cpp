#include "station/records/run_query.hpp"

#include <limits>

namespace stapel::records {
namespace {

// Each branch goes into one index; a run is listed once.
constexpr std::string_view run_numbers = R"sql(
SELECT run_seq FROM unit WHERE serial = ?1
UNION SELECT run_seq FROM unit WHERE imei = ?2 AND (serial IS NULL OR serial = ?1)
UNION SELECT run_seq FROM unit WHERE iccid = ?3 AND serial IS NULL AND (imei IS NULL OR imei = ?2)
UNION SELECT seq FROM run_begin WHERE serial = ?1
UNION SELECT seq FROM run_begin WHERE imei = ?2 AND serial IS NULL
UNION SELECT seq FROM run_begin WHERE iccid = ?3 AND serial IS NULL AND imei IS NULL
ORDER BY 1 DESC)sql";

constexpr std::string_view run_row = R"sql(
SELECT b.run, b.operation, b.purpose, b.site, coalesce(e.attempt, b.attempt), b.plan, b.plan_sha256, b.started_utc,
  e.ended_utc, e.outcome, e.failed_step, e.code, b.dialect
FROM run_begin b LEFT JOIN run_end e ON e.run_seq = b.seq WHERE b.seq = ?)sql";

constexpr std::string_view step_rows = R"sql(
SELECT s.position, s.step, s.try, e.outcome, e.ms, e.code
FROM step_start s LEFT JOIN step_end e ON e.run_seq = s.run_seq AND e.position = s.position
WHERE s.run_seq = ? ORDER BY s.position)sql";

constexpr std::string_view measurement_rows = R"sql(
SELECT name, value_type, value, unit, min, max, expected, outcome FROM measurement
WHERE run_seq = ? AND position = ? ORDER BY seq)sql";

std::string text(const Statement& row, int column) { return std::string(row.text(column)); }

std::optional<double> real(const Statement& row, int column) {
    if (row.type(column) == Type::null) return std::nullopt;
    return row.real(column);
}

MeasuredValue value(const Statement& row) {
    if (row.text(1) == "number") return real(row, 2).value_or(std::numeric_limits<double>::quiet_NaN());
    if (row.text(1) == "boolean") return row.text(2) == "true";
    return text(row, 2);
}

class RunQuery {
public:
    explicit RunQuery(const Connection& connection)
        : run_(connection, run_row), steps_(connection, step_rows), measurements_(connection, measurement_rows) {}

    RunRecord run(std::int64_t seq) {
        run_.reset();
        run_.bind(seq).step();
        RunRecord record{.run = text(run_, 0), .operation = text(run_, 1), .purpose = text(run_, 2),
                         .site = static_cast<int>(run_.integer(3)), .attempt = {}, .plan = text(run_, 5),
                         .plan_sha256 = text(run_, 6), .started_utc = text(run_, 7), .ended_utc = text(run_, 8),
                         .outcome = text(run_, 9), .failed_step = text(run_, 10), .code = text(run_, 11),
                         .dialect = text(run_, 12), .steps = {}};
        if (run_.type(4) == Type::integer) record.attempt = static_cast<int>(run_.integer(4));
        run_.reset();
        record.steps = steps(seq, record.run);
        return record;
    }

private:
    std::vector<StepRecord> steps(std::int64_t run_seq, const std::string& run) {
        std::vector<StepRecord> records;
        steps_.reset();
        steps_.bind(run_seq);
        while (steps_.step()) {
            StepRecord record{.position = static_cast<int>(steps_.integer(0)), .step = text(steps_, 1),
                              .attempt = static_cast<int>(steps_.integer(2)), .outcome = text(steps_, 3), .ms = {},
                              .code = text(steps_, 5), .measurements = {}};
            if (steps_.type(4) == Type::integer) record.ms = steps_.integer(4);
            record.measurements = measurements(run_seq, record.position, run);
            records.push_back(std::move(record));
        }
        return records;
    }

    std::vector<Measurement> measurements(std::int64_t run_seq, int position, const std::string& run) {
        std::vector<Measurement> records;
        measurements_.reset();
        measurements_.bind(run_seq).bind(std::int64_t{position});
        while (measurements_.step()) {
            Measurement record{.run = run, .position = position, .name = text(measurements_, 0),
                               .value = value(measurements_), .unit = text(measurements_, 3),
                               .min = real(measurements_, 4), .max = real(measurements_, 5), .expected = {},
                               .outcome = text(measurements_, 7)};
            if (measurements_.type(6) != Type::null) record.expected = text(measurements_, 6);
            records.push_back(std::move(record));
        }
        return records;
    }

    Statement run_, steps_, measurements_;
};

void bind_known(Statement& statement, const std::string& identity) {
    if (identity.empty()) statement.bind_null();
    else statement.bind(identity);
}

}  // namespace

std::vector<RunRecord> runs_of(const Connection& connection, const UnitRow& unit) {
    Statement numbers(connection, run_numbers);
    bind_known(numbers, unit.serial);
    bind_known(numbers, unit.imei);
    bind_known(numbers, unit.iccid);
    RunQuery query(connection);
    std::vector<RunRecord> runs;
    while (numbers.step()) runs.push_back(query.run(numbers.integer(0)));
    return runs;
}

}  // namespace stapel::records
