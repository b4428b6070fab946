#pragma once

#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/view.hpp"

#include <optional>
#include <string>

namespace stapel::app {

// Which site a person is to turn to: the chosen one first, then the others in the order of their numbers. Null when none.

/// A step asks there.
[[nodiscard]] const SiteSnapshot* site_that_asks(const Snapshot& snapshot, const View& view);
/// Its verdict is to be acknowledged: what F8 is for.
[[nodiscard]] const SiteSnapshot* site_to_acknowledge(const Snapshot& snapshot, const View& view);
/// Its jig or the station has a trouble.
[[nodiscard]] const SiteSnapshot* site_in_trouble(const Snapshot& snapshot, const View& view);
/// It can take a module: nothing runs there and nobody drives it by hand.
[[nodiscard]] const SiteSnapshot* site_that_is_free(const Snapshot& snapshot, const View& view);

/// The choice that a digit key stands for in the question that is open, counted from 1; none when there is no such choice.
[[nodiscard]] std::optional<std::string> choice_of_digit(const Snapshot& snapshot, const View& view, int digit);

// What may be done at a site now.
[[nodiscard]] bool can_start(const SiteSnapshot& site);
[[nodiscard]] bool can_stop(const SiteSnapshot& site);
[[nodiscard]] bool can_scrap(const SiteSnapshot& site);
[[nodiscard]] bool any_runs(const Snapshot& snapshot);

}  // namespace stapel::app
