#pragma once

#include <functional>
#include <stdexcept>
#include <string>

namespace CLI {
class App;
}

namespace stapel::cli {

/// Exit statuses of DESIGN 6.1.
enum class Status { ok = 0, failed = 1, usage = 2, fixture = 3, stopped = 4, records = 5 };

/// What the chosen command does; runs after the whole command line was understood.
using Action = std::function<Status()>;

/// A wrong option or a bad input file: the message goes to standard error, exit status 2.
class UsageError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// One function a command, each in a file pair of its own (`plan_command.cpp`): it adds the command with its options
// to the program and, when the command line names it, puts what is to be done into `action`.
void add_run_command(CLI::App& app, Action& action);
void add_bench_command(CLI::App& app, Action& action);
void add_flash_command(CLI::App& app, Action& action);
void add_plan_command(CLI::App& app, Action& action);
void add_fixture_command(CLI::App& app, Action& action);
void add_unit_command(CLI::App& app, Action& action);
void add_module_command(CLI::App& app, Action& action);
void add_db_command(CLI::App& app, Action& action);

/// Where the program finds the firmware images of its own build: `../firmware` beside the executable, else the
/// installed place.
[[nodiscard]] std::string firmware_directory();

/// `--db FILE`, else `$STAPEL_DB`, else `stapel/station.db` (`bench.db` when virtual) under `$XDG_DATA_HOME`.
[[nodiscard]] std::string database_file(const std::string& option, bool virtual_fixture);

}  // namespace stapel::cli
