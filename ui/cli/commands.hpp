#pragma once

#include "ui/session/command_line.hpp"
#include "ui/session/places.hpp"
#include "ui/session/status.hpp"

namespace stapel::cli {

using session::database_file;
using session::firmware_directory;
using session::Status;
using session::UsageError;

// One function a command, each in a file pair of its own (`plan_command.cpp`): it adds the command with its options
// and with what it does to the program.
void add_run_command(session::Command& program);
void add_bench_command(session::Command& program);
void add_flash_command(session::Command& program);
void add_image_command(session::Command& program);
void add_release_command(session::Command& program);
void add_plan_command(session::Command& program);
void add_fixture_command(session::Command& program);
void add_unit_command(session::Command& program);
void add_serial_command(session::Command& program);
void add_module_command(session::Command& program);
void add_meter_command(session::Command& program);
void add_db_command(session::Command& program);

}  // namespace stapel::cli
