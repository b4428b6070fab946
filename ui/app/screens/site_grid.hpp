#pragma once

#include "ui/app/screens/box.hpp"

#include <vector>

namespace stapel::app {

/// How many sites stand beside and below each other.
struct GridShape {
    int columns = 1, rows = 1;
};

/// The shape with the largest tiles of a readable form; a grid without empty places goes before one with some.
[[nodiscard]] GridShape grid_shape(int sites, float width, float height);

/// One box a site, row by row, of one size and in whole pixels, `gap` apart.
[[nodiscard]] std::vector<Box> site_grid(int sites, const Box& room, float gap);

}  // namespace stapel::app
