#pragma once

#include "fixtures/transport/tape.hpp"
#include "station/base/clock.hpp"
#include "station/records/pool_rows.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace stapel::records {

/// `station` for real jigs, `bench` for virtual ones; a database holds one kind.
enum class Kind { station, bench };

/// Purpose of runs in which an engineer tried something: they are no attempts, and nothing that passes in one has
/// passed.
constexpr auto engineering_purpose = "engineering";

/// Texts are empty when unknown and stored as NULL then.
struct RunBegin {
    std::string run;  ///< UUIDv7
    std::string station;
    int site = 0;
    std::string operation, purpose;
    std::string plan, plan_sha256, firmware_sha256;
    std::string order_no, operator_id;
    std::string serial, imei, iccid;  ///< the label's
    std::optional<int> attempt;
    UtcTime started{};
    std::string dialect;                   ///< `station-v1`
    std::string program;                   ///< version of stapel
    std::optional<std::int64_t> fixture_cycles;
    std::string calibration_due;  ///< ISO date
};

struct StepStart {
    std::string run;
    int position = 0;  ///< from 1, in the order of the run's own step starts, retries included
    std::string step;
    int attempt = 1;  ///< the event's `try`
    UtcTime started{};
};

struct StepEnd {
    std::string run;
    int position = 0;
    std::string outcome;  ///< `pass` `fail` `error` `aborted` `skipped`
    std::int64_t ms = 0;
    std::string code;    ///< `E-214`; empty when passed or skipped
    std::string detail;  ///< the failure's own words, masked
};

using MeasuredValue = std::variant<double, std::string, bool>;

struct Measurement {
    std::string run;
    int position = 0;  ///< of the step
    std::string name;
    MeasuredValue value;
    std::string unit;
    std::optional<double> min, max;
    std::optional<std::string> expected;
    std::string outcome;  ///< `pass` or `fail`
};

struct RunEnd {
    std::string run;
    std::string serial, imei, iccid, meter_serial;  ///< as read from the module, else the label's
    std::optional<int> attempt;
    UtcTime ended{};
    std::int64_t ms = 0;
    std::string outcome;  ///< `pass` `fail` `error` `aborted` `interrupted`
    std::string failed_step, code;
    std::vector<transport::TapeEntry> tape;  ///< empty for a pass
};

/// What a person decided about a module outside a run; at least one identity.
struct UnitMark {
    UtcTime marked{};
    std::string station{}, operator_id{};
    std::string run{};  ///< the one that it was decided after; may be empty
    std::string serial{}, imei{}, iccid{};
    std::string mark = "scrapped";  ///< or `new`: taken back
    std::string reason{};
};

using Row = std::variant<RunBegin, StepStart, StepEnd, Measurement, RunEnd, UnitMark, PoolMade, NumberChange,
                         NumberDraw>;

}  // namespace stapel::records
