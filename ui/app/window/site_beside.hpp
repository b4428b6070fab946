#pragma once

#include "ui/app/look/keys.hpp"
#include "ui/app/look/ui.hpp"
#include "ui/app/model/snapshot.hpp"

#include <optional>
#include <vector>

namespace stapel::app {

/// The site that an arrow leads to from another one: left and right in the order of their numbers, up and down to the
/// tile above and below where there are tiles. None at the edge, and for other keys.
[[nodiscard]] std::optional<int> site_beside(const Snapshot& snapshot, const std::vector<Widget>& widgets, int site,
                                             Key arrow);

}  // namespace stapel::app
