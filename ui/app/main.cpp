#include "ui/app/window/program.hpp"
#include "ui/session/command_line.hpp"
#include "ui/session/signals.hpp"

#include <csignal>
#include <cstdio>
#include <exception>

namespace {

using stapel::app::ProgramOptions;
using stapel::session::Command, stapel::session::CommandLine, stapel::session::Status;

void add_options(Command& program, ProgramOptions& options) {
    options.work.units = 0;  // a station works until somebody closes it
    stapel::session::add_run_options(program, options.work);
    program.flag("--kiosk", options.kiosk, "Locked to the operator's view; Ctrl+Alt+Q closes it");
    program.flag("--windowed", options.windowed, "A window in place of the whole screen");
    program.refuse_options_as_values();
    program.footer("Example: stapel-ui --plan station/plans/nb02-line.yaml --bench 4 --speed 50");
}

Status run(int argc, char** argv, const std::stop_token& stop) {
    CommandLine line("Stapel's window: what `stapel run` does, before the eyes of the people at the station",
                     STAPEL_VERSION);
    ProgramOptions options;
    auto program = line.program();
    add_options(program, options);
    program.does([&] { return run_program(options, stop); });
    return line.carry_out(argc, argv);
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
