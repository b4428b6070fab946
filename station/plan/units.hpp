#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stapel::plan {

enum class Dimension { none, time, voltage, current, bytes, decibel_milliwatt };

/// A unit that may be written in a plan.
struct Unit {
    std::string_view name;  ///< `mA`
    Dimension dimension = Dimension::none;
    double scale = 1.0;  ///< in the dimension's base unit: s, V, A, B, dBm
};

/// A number with its unit as written: `5 mA`.
struct Quantity {
    double value = 0;
    const Unit* unit = nullptr;  ///< never null; the unit of a bare number has an empty name

    /// The value in another unit of the same dimension.
    [[nodiscard]] double in(const Unit& other) const { return value * unit->scale / other.scale; }
};

/// The unit of that name, or null.
[[nodiscard]] const Unit* find_unit(std::string_view name);

/// `5 mA`, `1.5 s`, `30`; none when it is no number with a known unit.
[[nodiscard]] std::optional<Quantity> parse_quantity(std::string_view text);

}  // namespace stapel::plan
