#include "ui/app/screens/key_bar_layout.hpp"

#include <algorithm>

namespace stapel::app {
namespace {

/// Keys of one row are all as wide as the widest.
float row_width(std::span<const KeyWidths> keys, float KeyWidths::*form, std::size_t in_row, float gap) {
    float widest = 0;
    for (const auto& key : keys) widest = std::max(widest, key.*form);
    return static_cast<float>(in_row) * (widest + gap) - gap;
}

}  // namespace

KeyBarLayout key_bar_layout(std::span<const KeyWidths> keys, float width, float gap) {
    if (row_width(keys, &KeyWidths::one_line, keys.size(), gap) <= width) return {1, false};
    if (row_width(keys, &KeyWidths::two_lines, keys.size(), gap) <= width) return {1, true};
    const auto half = (keys.size() + 1) / 2;
    return {2, row_width(keys, &KeyWidths::one_line, half, gap) > width};
}

}  // namespace stapel::app
