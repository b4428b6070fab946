#pragma once

#include "ui/session/hosted_bench.hpp"

#include <optional>
#include <string>
#include <vector>

namespace stapel::session {

class Command;

/// What a command line says about a station's work. Empty texts: not given.
struct RunOptions {
    std::string plan, fixture, db, operator_id, secrets;
    BenchSettings bench;              ///< its speed aside, which is `speed`
    int units = 1;                    ///< modules a site; 0: no end
    std::vector<std::string> scans;   ///< `SITE:LABEL`
    std::optional<double> speed;
    bool engineering = false;  ///< on a real fixture: nothing counts, and unsigned images are flashed
};

/// Adds the options to a command; what stands in `into` before is what holds when an option is not given. `into` must
/// live until the command line has been read.
void add_run_options(Command& command, RunOptions& into);

}  // namespace stapel::session
