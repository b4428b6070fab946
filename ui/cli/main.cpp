#include "ui/cli/commands.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <exception>

namespace {

using stapel::cli::Status;
using stapel::cli::UsageError;

/// Every command of the program, in the order of `--help`.
constexpr std::array commands{
    stapel::cli::add_run_command,  stapel::cli::add_bench_command,   stapel::cli::add_flash_command,
    stapel::cli::add_image_command, stapel::cli::add_release_command, stapel::cli::add_plan_command,
    stapel::cli::add_fixture_command, stapel::cli::add_unit_command, stapel::cli::add_serial_command,
    stapel::cli::add_module_command, stapel::cli::add_meter_command, stapel::cli::add_db_command,
};

Status carry_out(int argc, char** argv) {
    stapel::session::CommandLine line(
        "Stapel: programs, tests and diagnoses the communication modules of electricity meters", STAPEL_VERSION);
    auto program = line.program();
    program.allow_one_subcommand();
    for (const auto add : commands) add(program);
    program.does([]() -> Status { throw UsageError("expected a command, found none: see `stapel --help`"); });
    return line.carry_out(argc, argv);
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return static_cast<int>(carry_out(argc, argv));
    } catch (const UsageError& error) {
        for (const auto& problem : error.problems()) std::fprintf(stderr, "%s\n", problem.c_str());
        std::fprintf(stderr, "stapel: %s\n", error.what());
        return static_cast<int>(Status::usage);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "stapel: %s\n", error.what());
        return static_cast<int>(Status::fixture);
    }
}
