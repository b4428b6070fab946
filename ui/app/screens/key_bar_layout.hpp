#pragma once

#include <span>
#include <vector>

namespace stapel::app {

/// Into how many rows keys of these widths go, and whether a key's name stands above what it does.
struct KeyBarLayout {
    int rows = 1;
    bool two_lines = false;
};

/// The widths of one key in pixels, its padding included.
struct KeyWidths {
    float one_line = 0, two_lines = 0;
};

/// The lowest bar in which all keys fit, `gap` apart; two rows when none does.
[[nodiscard]] KeyBarLayout key_bar_layout(std::span<const KeyWidths> keys, float width, float gap);

}  // namespace stapel::app
