#pragma once

#include "station/records/rows.hpp"
#include "station/records/sqlite.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stapel::records {

/// Whose attempts are counted: by serial, else, when that is empty, by IMEI.
struct AttemptKey {
    std::string operation, serial, imei;
};

/// The runs that were posted and are not finished on disk yet; the rest is counted in the database.
class PostedRuns {
public:
    void begun(const RunBegin& row);
    void ended(const RunEnd& row, std::uint64_t ticket);
    /// Forgets the runs whose end was posted with a ticket up to `ticket`.
    void stored(std::uint64_t ticket);
    [[nodiscard]] int count(const AttemptKey& key) const;

private:
    struct Posted {
        std::string run;
        bool counts = true;
        std::string operation;
        std::string label_serial, label_imei, read_serial, read_imei;
        std::uint64_t end_ticket = 0;  ///< 0 while open
    };
    std::vector<Posted> runs_;
};

/// Runs whose end row has a `seq` up to `last_seq`.
[[nodiscard]] int count_attempts(const Connection& connection, const AttemptKey& key, std::int64_t last_seq);

}  // namespace stapel::records
