#pragma once

#include "ui/session/hosted_bench.hpp"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace stapel::session {

/// What a command line says about a station's work. Empty texts: not given.
struct RunOptions {
    std::string plan, fixture, db, operator_id, secrets;
    BenchSettings bench;              ///< its speed aside, which is `speed`
    int units = 1;                    ///< modules a site; 0: no end
    std::vector<std::string> scans;   ///< `SITE:LABEL`
    std::optional<double> speed;
};

/// Adds the options to a command; what stands in `into` before is what holds when an option is not given. `into` must
/// live until the command line has been read.
void add_run_options(CLI::App& command, RunOptions& into);

/// An option whose value was forgotten must not take the next option for it; after all options were added.
void refuse_options_as_values(CLI::App& command);

}  // namespace stapel::session
