#pragma once

#include <string>

namespace stapel::session {

/// Where the program finds the firmware images of its own build: `../firmware` beside the executable, else the
/// installed place.
[[nodiscard]] std::string firmware_directory();

/// `stapel` under `$XDG_DATA_HOME` (`~/.local/share`).
[[nodiscard]] std::string data_directory();

/// Where this station's releases lie with its `trust.yaml`, unless the fixture says so: `$STAPEL_RELEASES`, else
/// `releases` in the data directory.
[[nodiscard]] std::string releases_directory();

/// `--db FILE`, else `$STAPEL_DB`, else `station.db` (`bench.db` when virtual) in the data directory.
[[nodiscard]] std::string database_file(const std::string& option, bool virtual_fixture);

/// Folder of what flashing left unfinished, beside the database (`FlashJournal`).
[[nodiscard]] std::string flash_journals_of(const std::string& database);

}  // namespace stapel::session
