#include "ui/app/window/program.hpp"
#include "ui/session/signals.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <exception>

namespace {

using stapel::app::ProgramOptions;
using stapel::session::Status;

void add_options(CLI::App& app, ProgramOptions& options) {
    app.set_version_flag("--version", STAPEL_VERSION);
    options.work.units = 0;  // a station works until somebody closes it
    stapel::session::add_run_options(app, options.work);
    app.add_flag("--kiosk", options.kiosk, "Locked to the operator's view; Ctrl+Alt+Q closes it");
    app.add_flag("--windowed", options.windowed, "A window in place of the whole screen");
    stapel::session::refuse_options_as_values(app);
    app.footer("Example: stapel-ui --plan station/plans/nb02-line.yaml --bench 4 --speed 50");
}

Status run(int argc, char** argv, const std::stop_token& stop) {
    CLI::App app("Stapel's window: what `stapel run` does, before the eyes of the people at the station");
    ProgramOptions options;
    add_options(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        app.exit(help);
        return Status::ok;
    } catch (const CLI::ParseError& error) {
        app.exit(error);
        return Status::usage;
    }
    return run_program(options, stop);
}

}  // namespace

int main(int argc, char** argv) {
    const auto stop = stapel::session::stop_on_signals();  // before any other thread
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return static_cast<int>(run(argc, argv, stop));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "stapel-ui: %s\n", error.what());
        return static_cast<int>(Status::fixture);
    }
}
