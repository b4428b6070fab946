#pragma once

#include <cstdint>
#include <string>

namespace stapel::records {

/// What a finished backup holds.
struct BackupSummary {
    std::int64_t rows = 0;
    std::string head;  ///< hash of the last row
};

/// Copies a database, beside a writer or not, into `target`, which must not exist. The copy is made under the name
/// `target.part`, checked (structure, foreign keys, number of rows, end of the hash chain) and only then renamed; it
/// can be read from a medium that cannot be written.
/// Throws `OpenError`: 2 when `file` is none of ours or `target` exists, 5 when the copy cannot be stored or does not
/// agree; nothing is left under `target` then.
BackupSummary back_up(const std::string& file, const std::string& target);

}  // namespace stapel::records
