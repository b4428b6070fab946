#pragma once

#include "station/records/rows.hpp"
#include "station/records/sqlite.hpp"

namespace stapel::records {

/// Is the run's end in the database as it was posted, every column and the number of tape entries?
[[nodiscard]] bool stored_end_equals(const Connection& connection, const RunEnd& end);

}  // namespace stapel::records
