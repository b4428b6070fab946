#pragma once

#include "station/base/failure.hpp"
#include "station/records/writer.hpp"
#include "ui/cli/commands.hpp"

#include <cstdio>
#include <filesystem>
#include <string>

namespace stapel::cli {

inline constexpr const char* database_help =
    "Database; default $STAPEL_DB, else stapel/station.db, or stapel/bench.db when there is no such file, under "
    "$XDG_DATA_HOME (~/.local/share)";

/// The database of a command that has no fixture to tell its kind: the station's, else, when that is missing, the
/// bench's.
[[nodiscard]] inline std::string database_to_read(const std::string& option) {
    const std::string station = database_file(option, false), bench = database_file(option, true);
    return !std::filesystem::exists(station) && std::filesystem::exists(bench) ? bench : station;
}

/// Carries out a command on records; a database that cannot be used is told on standard error.
template <typename Command>
[[nodiscard]] Status with_records(const Command& command) {
    try {
        return command();
    } catch (const records::OpenError& error) {
        std::fprintf(stderr, "stapel: %s\n", error.message.c_str());
        return error.damaged ? Status::failed : static_cast<Status>(error.exit_status);
    } catch (const Failure& failure) {
        std::fprintf(stderr, "stapel: %s\n", failure.what());
        return Status::failed;
    }
}

}  // namespace stapel::cli
