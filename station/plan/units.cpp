#include "station/plan/units.hpp"

#include "station/base/characters.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace stapel::plan {
namespace {

constexpr std::array units{
    Unit{"", Dimension::none, 1.0},
    Unit{"us", Dimension::time, 1e-6},
    Unit{"ms", Dimension::time, 1e-3},
    Unit{"s", Dimension::time, 1.0},
    Unit{"min", Dimension::time, 60.0},
    Unit{"h", Dimension::time, 3600.0},
    Unit{"mV", Dimension::voltage, 1e-3},
    Unit{"V", Dimension::voltage, 1.0},
    Unit{"uA", Dimension::current, 1e-6},
    Unit{"mA", Dimension::current, 1e-3},
    Unit{"A", Dimension::current, 1.0},
    Unit{"B", Dimension::bytes, 1.0},
    Unit{"KiB", Dimension::bytes, 1024.0},
    Unit{"dBm", Dimension::decibel_milliwatt, 1.0},
};

/// Length of the plain decimal number at the start: sign, digits, at most one point between digits; 0 = none.
std::size_t number_length(std::string_view text) {
    const auto digits_from = [text](std::size_t at) {
        while (at < text.size() && is_digit(text[at])) ++at;
        return at;
    };
    const std::size_t start = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    const std::size_t whole = digits_from(start);
    if (whole == start) return 0;
    if (whole == text.size() || text[whole] != '.') return whole;
    const std::size_t fraction = digits_from(whole + 1);
    return fraction == whole + 1 ? 0 : fraction;
}

}  // namespace

const Unit* find_unit(std::string_view name) {
    const auto found = std::ranges::find(units, name, &Unit::name);
    return found == units.end() ? nullptr : &*found;
}

std::optional<Quantity> parse_quantity(std::string_view text) {
    const std::size_t length = number_length(text);
    if (length == 0) return std::nullopt;
    std::string_view unit_name = text.substr(length);
    while (unit_name.starts_with(' ')) unit_name.remove_prefix(1);
    const Unit* unit = find_unit(unit_name);
    if (unit == nullptr) return std::nullopt;

    Quantity quantity{0, unit};
    const char* start = text.data() + (text.starts_with('+') ? 1 : 0);
    const auto [end, error] = std::from_chars(start, text.data() + length, quantity.value);
    if (error != std::errc{} || end != text.data() + length) return std::nullopt;
    return quantity;
}

}  // namespace stapel::plan
