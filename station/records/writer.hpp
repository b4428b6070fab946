#pragma once

#include "station/records/rows.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace stapel::records {

/// The database could not be opened for writing; the message says why and what to do.
struct OpenError {
    std::string message;
    int exit_status = 5;   ///< 2: the other kind of database or none of ours; 5: held by another, or cannot store
    bool damaged = false;  ///< ours, but SQLite finds it damaged
};

/// A run that an earlier process left open and that was closed as `interrupted`.
struct RecoveredRun {
    std::string run, serial;
    std::string last_step;  ///< last step whose start is on disk; empty when none
};

/// The one writer of a database, in a thread of its own. Calls may come from any thread.
///
/// What is posted is committed in groups, at most 100 ms later; `synchronous=FULL`. When a commit fails the writer
/// keeps every row, refuses new runs and reports `failed()`; nothing is dropped while the process lives.
class Writer {
public:
    /// Creates or opens the file, takes `FILE.lock`, migrates, closes interrupted runs. Throws `OpenError`.
    Writer(const std::string& file, Kind kind, const Clock& clock);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Queues a row; never blocks.
    void post(Row row);

    /// Waits until everything posted before is on disk. Throws `Failure{records_lost}` when it cannot be stored,
    /// `Cancelled` when `stop` fires.
    void commit(std::stop_token stop);

    /// The number that a run's module gets; when it returns it is the module's on disk, and no other wish is given it.
    /// Throws as `commit` does; what was reserved then returns with the run's end.
    [[nodiscard]] NumberAnswer draw(NumberWish wish, std::stop_token stop);

    /// Reads the run's end back over a read-only connection and compares it; call after `commit`.
    [[nodiscard]] bool stored(const RunEnd& end) const;

    /// The next attempt number of an operation for a module known by serial or, when that is empty, IMEI; counts
    /// runs that were posted already. None when both are empty.
    [[nodiscard]] std::optional<int> next_attempt(const std::string& operation, const std::string& serial,
                                                  const std::string& imei);

    /// The reason why records are not safe; empty while they are.
    [[nodiscard]] std::string failed() const;

    [[nodiscard]] const std::vector<RecoveredRun>& recovered() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace stapel::records
