#pragma once

#include <algorithm>
#include <optional>
#include <span>

namespace stapel::app {

/// Where Tab goes from `now` among the places that there are at present, round and round; the first when `now` is gone.
template <typename Focus>
[[nodiscard]] Focus next_focus(Focus now, std::span<const Focus> places, bool backwards) {
    const auto found = std::ranges::find(places, now);
    if (found == places.end()) return places.front();
    const auto at = static_cast<std::size_t>(found - places.begin());
    return places[(at + (backwards ? places.size() - 1 : 1)) % places.size()];
}

/// Where an arrow, page or end key moves to in a list; none when no such key was pressed. `page`: rows that are visible.
[[nodiscard]] std::optional<int> moved_by_key(int chosen, int count, int page);

/// Which way the arrows move among options that lie side by side: -1, 0 or 1.
[[nodiscard]] int sideways_by_key();

/// Tab was pressed; `backwards` with Shift.
struct TabKey {
    bool pressed = false, backwards = false;
};
[[nodiscard]] TabKey tab_key();

}  // namespace stapel::app
