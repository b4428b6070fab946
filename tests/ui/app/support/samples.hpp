#pragma once

#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/view.hpp"

#include <string>
#include <vector>

namespace stapel::app::test {

/// All that one picture of the window is drawn from.
struct Sample {
    std::string name;  ///< of its picture: `operator-4`, `state-fail`
    Snapshot snapshot;
    Answers answers{};
    LiveTape tape{};
    View view{};
};

/// A station at work with that many sites; order, plan, firmware, today's numbers, log and sparklines filled in.
[[nodiscard]] Snapshot station_of(std::vector<SiteSnapshot> sites);
[[nodiscard]] Snapshot busy_station(int sites);

/// Every screen, every state of a site, everything that lies over a screen. Deterministic.
[[nodiscard]] std::vector<Sample> all_samples();
/// The one of that name; throws `std::out_of_range`.
[[nodiscard]] Sample sample_named(const std::string& name);

/// Local time is Moscow's from here on, wherever the pictures are made.
void fix_time_zone();

}  // namespace stapel::app::test
