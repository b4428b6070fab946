#pragma once

#include "station/records/rows.hpp"
#include "station/records/sqlite.hpp"
#include "station/records/units.hpp"

#include <vector>

namespace stapel::records {

/// A mark as it is stored; texts are empty where the database holds NULL.
struct MarkRecord {
    std::int64_t seq = 0;
    std::string marked_utc, station, operator_id, run, mark, reason;
};

/// The marks of a unit, newest first; none in a database that is older than marks.
[[nodiscard]] std::vector<MarkRecord> marks_of(const Connection& connection, const UnitRow& unit);

/// The unit's state with its marks: scrapped stays scrapped, any other mark holds up to the next run.
[[nodiscard]] std::string state_with(const std::vector<MarkRecord>& marks, const UnitRow& unit);

}  // namespace stapel::records
