#include "ui/cli/commands.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <csignal>
#include <cstdio>
#include <exception>

namespace {

using stapel::cli::Action;
using stapel::cli::Status;

/// Every command of the program, in the order of `--help`.
constexpr std::array commands{
    stapel::cli::add_run_command,   stapel::cli::add_bench_command,   stapel::cli::add_flash_command,
    stapel::cli::add_plan_command,  stapel::cli::add_fixture_command, stapel::cli::add_unit_command,
    stapel::cli::add_module_command, stapel::cli::add_db_command,
};

Status carry_out(CLI::App& app, int argc, char** argv) {
    Action action;
    for (const auto add : commands) add(app, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        app.exit(help);
        return Status::ok;
    } catch (const CLI::ParseError& error) {
        app.exit(error);
        return Status::usage;
    }
    if (action) return action();
    throw stapel::cli::UsageError("expected a command, found none: see `stapel --help`");
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App app("Stapel: programs, tests and diagnoses the communication modules of electricity meters");
    app.set_version_flag("--version", STAPEL_VERSION);
    app.require_subcommand(0, 1);  // so that a command that there is none of is named in the message
    try {
        return static_cast<int>(carry_out(app, argc, argv));
    } catch (const stapel::cli::UsageError& error) {
        for (const auto& problem : error.problems()) std::fprintf(stderr, "%s\n", problem.c_str());
        std::fprintf(stderr, "stapel: %s\n", error.what());
        return static_cast<int>(Status::usage);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "stapel: %s\n", error.what());
        return static_cast<int>(Status::fixture);
    }
}
