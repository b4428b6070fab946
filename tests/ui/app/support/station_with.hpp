#pragma once

#include "ui/app/model/snapshot.hpp"

#include <utility>
#include <vector>

namespace stapel::app::test {

/// A station of these sites and of nothing else.
[[nodiscard]] inline Snapshot station_with(std::vector<SiteSnapshot> sites) {
    Snapshot snapshot;
    snapshot.sites = std::move(sites);
    return snapshot;
}

}  // namespace stapel::app::test
