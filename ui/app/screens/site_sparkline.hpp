#pragma once

#include <optional>
#include <span>
#include <vector>

namespace stapel::app {

/// What a sparkline tells: earlier runs' values, oldest first, and the present one against its limits.
struct SparkInput {
    std::span<const double> earlier;
    std::optional<double> present, min, max;
};

struct SparkPoint {
    float x = 0, y = 0;
};

/// Where its parts lie in a box of `width` x `height`; y grows downwards.
struct SparkShape {
    std::vector<SparkPoint> line;  ///< earlier values, from the left
    std::optional<SparkPoint> dot;  ///< the present value, at the right
    std::optional<float> min_y, max_y;
    bool dot_outside = false;  ///< the present value breaks a limit
};

/// Only the newest values that the width has room for are drawn. Empty when there is no value at all.
[[nodiscard]] SparkShape spark_shape(const SparkInput& input, float width, float height);

}  // namespace stapel::app
