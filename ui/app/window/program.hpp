#pragma once

#include "ui/session/run_options.hpp"
#include "ui/session/status.hpp"

#include <stop_token>

namespace stapel::app {

struct ProgramOptions {
    session::RunOptions work;
    bool kiosk = false;
    bool windowed = false;
};

/// Opens the window, sets a station to work in it, up to its closing or to `stop`. What goes wrong is told on standard
/// error, and in the window where there is one.
[[nodiscard]] session::Status run_program(const ProgramOptions& options, const std::stop_token& stop);

}  // namespace stapel::app
