#pragma once

#include "station/records/sqlite.hpp"

#include <string>
#include <vector>

namespace stapel::records {

/// A unit that a search found; texts are empty where the database holds NULL.
struct FoundUnit {
    std::string serial, imei, iccid, order_no, state, last_outcome, last_started_utc;
};

/// At most `limit` units whose serial, IMEI or ICCID begins with `text`, those with the newest runs first; for an empty
/// `text` the units of the newest runs of all. Where more begin so than `limit`, those among the 2000 newest units go
/// before all others, and which of the others are left out is not said: the work stays bounded in any database.
[[nodiscard]] std::vector<FoundUnit> find_units(const Connection& connection, const std::string& text, int limit);

}  // namespace stapel::records
