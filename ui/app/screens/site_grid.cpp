#include "ui/app/screens/site_grid.hpp"

#include <algorithm>
#include <cmath>

namespace stapel::app {
namespace {

constexpr float readable_form = 1.75F;  // width to height of a tile that holds a number, a word and two lines

float worth(const GridShape& shape, int sites, float width, float height) {
    const float tile = std::min(width / static_cast<float>(shape.columns) / readable_form, height / static_cast<float>(shape.rows));
    const float filled = static_cast<float>(sites) / static_cast<float>(shape.columns * shape.rows);
    return tile * filled * std::sqrt(filled);  // a gap costs more than its room: sites are found by their rows
}

}  // namespace

GridShape grid_shape(int sites, float width, float height) {
    GridShape best;
    float most = -1;
    for (int columns = 1; columns <= sites; ++columns) {
        const GridShape shape{columns, (sites + columns - 1) / columns};
        const float value = worth(shape, sites, width, height);
        if (value <= most) continue;
        most = value;
        best = shape;
    }
    return best;
}

std::vector<Box> site_grid(int sites, const Box& room, float gap) {
    const auto shape = grid_shape(sites, room.width, room.height);
    const auto columns = static_cast<float>(shape.columns), rows = static_cast<float>(shape.rows);
    const float width = std::floor((room.width - gap * (columns - 1)) / columns);
    const float height = std::floor((room.height - gap * (rows - 1)) / rows);
    std::vector<Box> boxes;
    for (int i = 0; i < sites; ++i) {
        const auto column = static_cast<float>(i % shape.columns), row = static_cast<float>(i / shape.columns);
        boxes.push_back({std::floor(room.x + column * (width + gap)), std::floor(room.y + row * (height + gap)), width, height});
    }
    return boxes;
}

}  // namespace stapel::app
