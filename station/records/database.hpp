#pragma once

#include "station/records/sqlite.hpp"
#include "station/records/writer.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace stapel::records {

/// The name under which every process knows the file: absolute, without links.
[[nodiscard]] std::string canonical_file(const std::string& file);

/// Refuses a file that is no Stapel database of ours or too new; leaves it unchanged. A missing or empty file passes.
/// Throws `OpenError`, exit status 2.
void check_ours(const std::string& file);

/// Refuses a database of the other kind: `OpenError`, exit status 2.
void check_kind(const Connection& connection, const std::string& file, Kind kind);

/// The name of a file system where a database can be damaged, by the number that statfs gives; empty for others.
[[nodiscard]] std::string_view refused_file_system(std::uint32_t magic);

/// Refuses network and user-space file systems: `OpenError`, exit status 5.
void check_file_system(const std::string& file);

/// The connection that does every write and every checkpoint; pragmas set and read back. The lock is held by the
/// caller. Throws `OpenError` or `SqlFailure`.
[[nodiscard]] Connection open_for_writing(const std::string& file);

/// A connection that can only read, beside a writer or not; on a medium that cannot be written as well, when the
/// database was closed normally. Throws `OpenError`: 2 when there is no such file or it is none of ours.
[[nodiscard]] Connection open_for_reading(const std::string& file);

/// The kind of an existing database; throws `OpenError` as `open_for_reading` does.
[[nodiscard]] Kind kind_of(const std::string& file);

[[nodiscard]] std::string_view name_of(Kind kind);

}  // namespace stapel::records
