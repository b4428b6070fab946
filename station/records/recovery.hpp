#pragma once

#include "station/records/journal.hpp"
#include "station/records/writer.hpp"

#include <vector>

namespace stapel::records {

/// Ends every run that an earlier writer left open as `interrupted` and notes that a writer opened the database, in
/// one transaction. Throws `SqlFailure`.
[[nodiscard]] std::vector<RecoveredRun> begin_session(const Connection& connection, Journal& journal, UtcTime now);

}  // namespace stapel::records
