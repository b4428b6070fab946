#pragma once

#include "station/base/clock.hpp"
#include "station/records/sqlite.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace stapel::records {

/// A station's runs that enter yield, over a time: those of purpose production, retest and, in a bench's database,
/// bench.
struct Shift {
    int passed = 0, failed = 0, troubled = 0;  ///< runs; `troubled` ended in error
    /// Units whose first attempt passed, of those whose first attempt ended in this time; 0 to 1. An attempt that ended
    /// error, aborted or interrupted is no first one.
    std::optional<double> first_pass_yield;
};

[[nodiscard]] Shift shift_since(const Connection& connection, const std::string& station, UtcTime since);

/// The numbers that the newest runs of a plan measured, oldest first, by `STEP/NAME`: at most so many runs, looked for
/// among the 2000 newest of all.
using MeasuredSeries = std::map<std::string, std::vector<double>>;
[[nodiscard]] MeasuredSeries series_of(const Connection& connection, const std::string& plan_sha256, int runs);

}  // namespace stapel::records
