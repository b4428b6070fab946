#include "ui/app/screens/site_sparkline.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace stapel::app {
namespace {

constexpr float pixels_a_value = 3;  // closer points are one line of noise

/// The values that the box's height stands for.
struct Range {
    double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();

    void take(double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    void take(const std::optional<double>& value) {
        if (value) take(*value);
    }
    // A tenth of room above and below; equal values lie in the middle.
    void widen() {
        const double room = high > low ? (high - low) / 10 : 1;
        low -= room;
        high += room;
    }
    [[nodiscard]] float y_of(double value, float height) const {
        return static_cast<float>((high - value) / (high - low)) * height;
    }
};

std::span<const double> newest(std::span<const double> values, float width) {
    const auto room = static_cast<std::size_t>(std::max(width / pixels_a_value, 1.0F));
    return values.size() > room ? values.last(room) : values;
}

Range range_of(std::span<const double> values, const SparkInput& input) {
    Range range;
    for (const double value : values) range.take(value);
    range.take(input.present);
    range.take(input.min);
    range.take(input.max);
    range.widen();
    return range;
}

bool is_outside(const SparkInput& input) {
    return input.present && ((input.min && *input.present < *input.min) || (input.max && *input.present > *input.max));
}

}  // namespace

SparkShape spark_shape(const SparkInput& input, float width, float height) {
    SparkShape shape;
    const auto values = newest(input.earlier, width);
    if (values.empty() && !input.present) return shape;
    const Range range = range_of(values, input);
    const float step = width / static_cast<float>(values.size() + 1);  // the present value has the last place
    for (std::size_t i = 0; i < values.size(); ++i)
        shape.line.push_back({static_cast<float>(i + 1) * step, range.y_of(values[i], height)});
    if (input.present) shape.dot = SparkPoint{width, range.y_of(*input.present, height)};
    if (input.min) shape.min_y = range.y_of(*input.min, height);
    if (input.max) shape.max_y = range.y_of(*input.max, height);
    shape.dot_outside = is_outside(input);
    return shape;
}

}  // namespace stapel::app
