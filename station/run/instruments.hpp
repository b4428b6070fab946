#pragma once

#include "fixtures/transport/stream.hpp"
#include "fixtures/transport/tape.hpp"
#include "station/run/fixture_file.hpp"
#include "station/run/leases.hpp"

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::run {

/// A shared instrument that is ours for as long as this lives: its stream, open and on the run's tape.
struct LeasedInstrument {
    LeaseBroker::Lease lease;
    std::unique_ptr<transport::Stream> stream;  ///< closed before the lease ends
};

/// A fixture's shared instruments as one site sees them. Step thread only; the broker serves all sites.
class Instruments {
public:
    Instruments(int site, const FixtureFile& fixture, LeaseBroker& broker, const Clock& clock, transport::Tape& tape);

    /// Does the fixture have that instrument?
    [[nodiscard]] bool has(std::string_view name) const;

    /// Waits for its turn until `deadline` and opens it. Failures as `LeaseBroker::acquire` and `open_stream` have them.
    [[nodiscard]] LeasedInstrument lease(const std::string& name, const std::string& reason, TimePoint deadline,
                                         std::stop_token stop);

private:
    int site_;
    const FixtureFile& fixture_;
    LeaseBroker& broker_;
    const Clock& clock_;
    transport::Tape& tape_;
};

/// The names of a fixture's shared instruments.
[[nodiscard]] std::vector<std::string> shared_instruments(const FixtureFile& fixture);

}  // namespace stapel::run
