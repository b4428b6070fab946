#pragma once

namespace stapel::app {

/// A rectangle of the window, in pixels; `cut_` takes a part off it.
struct Box {
    float x = 0, y = 0, width = 0, height = 0;

    [[nodiscard]] float right() const { return x + width; }
    [[nodiscard]] float bottom() const { return y + height; }
    /// Smaller by so much on every side; larger when it is negative.
    [[nodiscard]] Box inset(float by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }

    Box cut_top(float by) {
        const Box part{x, y, width, by};
        y += by;
        height -= by;
        return part;
    }
    Box cut_bottom(float by) {
        height -= by;
        return {x, y + height, width, by};
    }
    Box cut_left(float by) {
        const Box part{x, y, by, height};
        x += by;
        width -= by;
        return part;
    }
    Box cut_right(float by) {
        width -= by;
        return {x + width, y, by, height};
    }
};

}  // namespace stapel::app
