#include "ui/app/screens/measurement_text.hpp"

#include "ui/app/look/texts.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <variant>

namespace stapel::app {
namespace {

// Three places below one, one above a hundred: finer than any limit of a plan, and still read at a glance.
int most_decimals(double value) {
    const double size = std::abs(value);
    if (size >= 100) return 1;
    return size >= 10 ? 2 : 3;
}

std::string short_number(double value, Language language) {
    const int most = most_decimals(value);
    for (int decimals = 0; decimals < most; ++decimals) {
        const double scale = std::pow(10.0, decimals);
        if (std::abs(std::round(value * scale) / scale - value) < 0.5 * std::pow(10.0, -most))
            return number(value, decimals, language);
    }
    return number(value, most, language);
}

std::string with_unit(std::string text, std::string_view unit, Language language) {
    if (unit.empty()) return text;
    return text + " " + unit_text(unit, language);
}

std::string yes_or_no(bool value, Language language) {
    return std::string((value ? TextKey("value.yes") : TextKey("value.no")).in(language));
}

std::string expected_text(const std::string& expected, bool of_boolean, Language language) {
    return "= " + (of_boolean ? yes_or_no(expected == "true", language) : expected);
}

}  // namespace

std::string unit_text(std::string_view unit, Language language) {
    const auto key = TextKey::find(fmt::format("unit.{}", unit));
    return std::string(key ? key->in(language) : unit);
}

std::string measurement_name(std::string_view name, Language language) {
    const auto key = TextKey::find(fmt::format("measure.{}", name));
    return std::string(key ? key->in(language) : name);
}

std::string value_text(const records::Measurement& measurement, Language language) {
    if (const auto* value = std::get_if<double>(&measurement.value))
        return with_unit(short_number(*value, language), measurement.unit, language);
    if (const auto* value = std::get_if<bool>(&measurement.value)) return yes_or_no(*value, language);
    const auto& text = std::get<std::string>(measurement.value);
    return text.empty() ? "—" : text;
}

std::string limits_text(const records::Measurement& measurement, Language language) {
    if (measurement.expected)
        return expected_text(*measurement.expected, std::holds_alternative<bool>(measurement.value), language);
    const auto bound = [&](const std::optional<double>& value) { return short_number(*value, language); };
    std::string text;
    if (measurement.min && measurement.max) text = bound(measurement.min) + " … " + bound(measurement.max);
    else if (measurement.min) text = "≥ " + bound(measurement.min);
    else if (measurement.max) text = "≤ " + bound(measurement.max);
    else return {};
    return with_unit(text, measurement.unit, language);
}

std::string duration_text(std::int64_t ms, Language language) {
    constexpr std::int64_t minute_ms = 60'000;
    if (ms < minute_ms) return with_unit(number(static_cast<double>(ms) / 1000, 1, language), "s", language);
    return fmt::format("{}:{:02}", ms / minute_ms, ms % minute_ms / 1000);
}

}  // namespace stapel::app
