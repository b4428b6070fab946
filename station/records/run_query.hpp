#pragma once

#include "station/records/reader.hpp"

#include <vector>

namespace stapel::records {

/// Every run of a module with its steps and measurements, newest first: by the serial that was read or scanned, and
/// for runs without one by the IMEI, without that by the ICCID.
[[nodiscard]] std::vector<RunRecord> runs_of(const Connection& connection, const UnitRow& unit);

}  // namespace stapel::records
