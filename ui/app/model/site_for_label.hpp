#pragma once

#include "station/run/label.hpp"
#include "ui/app/model/snapshot.hpp"

namespace stapel::app {

/// Where the module of a label that was scanned goes: the chosen site when it is free, else the first free one; null when
/// none is. A site whose verdict was not acknowledged is not free.
[[nodiscard]] const SiteSnapshot* site_for_label(const Snapshot& snapshot, int chosen_site);

/// Where that module is already: a site that runs it, or another than the chosen one that waits for it. Null: nowhere.
[[nodiscard]] const SiteSnapshot* site_of_module(const Snapshot& snapshot, const run::Label& label, int chosen_site);

/// The module lies there under a closed lid: it needs no more than its label to start.
[[nodiscard]] bool waits_for_start(const SiteSnapshot& site);

}  // namespace stapel::app
