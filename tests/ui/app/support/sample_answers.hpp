#pragma once

#include "ui/app/model/view.hpp"

namespace stapel::app::test {

/// A search for `S31` that found five units, of which the first, a failed module's life, is opened with its tape.
[[nodiscard]] Answers found_answers();

/// What is known of the ports of a station with two sites: some may be opened, some not, each with what to do.
[[nodiscard]] std::vector<PortLine> sample_ports();

}  // namespace stapel::app::test
