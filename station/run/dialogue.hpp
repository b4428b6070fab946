#pragma once

#include "fixtures/meter/meter.hpp"
#include "fixtures/module/console.hpp"
#include "station/base/clock.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace stapel::run {

/// A line of the module's console and when it was read.
struct HeardLine {
    module::ConsoleLine line;
    TimePoint at{};
};

/// What a run's steps hand on to each other of their talk with the module.
struct Dialogue {
    module::LineSplitter console_input{};
    std::vector<HeardLine> console{};         ///< since the module's last start by a step
    bool console_garbled = false;             ///< something came in that time that is no console line
    std::optional<TimePoint> ready{};         ///< when `@ready` was read
    std::shared_ptr<meter::Meter> meter{};    ///< the one that is played, with contents of this run alone; may be null
    std::optional<TimePoint> channel_open_until{};  ///< the direct channel through a real meter, as far as is certain
    bool frames_are_a_result = false;         ///< what the meter port said is kept with a run that passes, too
    bool defaults_read_back = false;          ///< the SIM holds the profile's settings records, byte for byte
};

}  // namespace stapel::run
