#pragma once

#include "ui/session/places.hpp"
#include "ui/session/status.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace stapel::cli {

using session::database_file;
using session::firmware_directory;
using session::Status;
using session::UsageError;

/// What the chosen command does; runs after the whole command line was understood.
using Action = std::function<Status()>;

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

}  // namespace stapel::cli
