#include "station/plan/check.hpp"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <cmath>

namespace stapel::plan {
namespace {

/// A bound as the plan wrote it, with its node.
struct Bound {
    const Node* node = nullptr;
    std::optional<Quantity> quantity;
};

Bound read_bound(const Node* node, const Unit& unit, Problems& problems) {
    return {node, node != nullptr ? read_quantity(*node, unit, problems) : std::nullopt};
}

/// Both bounds in one unit; what conversion between units rounds is no contradiction.
void set_bounds(Limit& limit, const Bound& min, const Bound& max, Problems& problems) {
    if (min.quantity) limit.unit = min.quantity->unit;
    else if (max.quantity) limit.unit = max.quantity->unit;
    if (min.quantity) limit.min = min.quantity->value;
    if (max.quantity) limit.max = max.quantity->in(*limit.unit);
    if (!limit.min || !limit.max) return;
    const double rounding = 1e-9 * std::max(std::abs(*limit.min), std::abs(*limit.max));
    if (*limit.min > *limit.max + rounding)
        problems.add(min.node->place, {fmt::format("a min of at most the max, {}", max.node->text), describe(*min.node),
                                       "exchange or correct them"});
}

/// Text and booleans are compared for equality.
std::optional<std::string> read_expected(const Node& node, const MeasurementKind& measurement, Problems& problems) {
    if (!measurement.is_text) {
        const auto unit = measurement.unit.empty() ? std::string() : fmt::format(" in {}", measurement.unit);
        problems.add(node.place, {"min or max" + unit, "expected", "`expected` is for texts and booleans"});
        return std::nullopt;
    }
    const bool boolean = node.kind == Node::Kind::scalar && !node.quoted && (node.text == "true" || node.text == "false");
    return boolean ? node.text : read_text(node, "the expected value", problems);
}

void check_shape(const Node& node, const Fields& fields, const MeasurementKind& measurement, Problems& problems) {
    const bool bounded = fields.find("min") != nullptr || fields.find("max") != nullptr;
    if (bounded && measurement.is_text)
        problems.add(node.place, {fmt::format("`expected`, since {} is a text", measurement.name), "min or max",
                                  "write `{expected: \"...\"}`"});
    const Node* expected = fields.find("expected");
    if (bounded && expected != nullptr)
        problems.add(expected->place, {"either min and max or expected", "both", "remove one"});
    if (!bounded && expected == nullptr && node.kind == Node::Kind::map)
        problems.add(node.place, {"min, max or expected", "none of them", "write a bound or remove the limit"});
}

Limit read_limit(const Node& node, const MeasurementKind& measurement, Problems& problems) {
    constexpr std::array keys = std::to_array<std::string_view>({"min", "max", "expected"});
    const Fields fields(node, "a limit", keys, problems);
    check_shape(node, fields, measurement, problems);
    Limit limit;
    limit.unit = find_unit(measurement.unit);
    assert(limit.unit != nullptr);
    const Unit& unit = *limit.unit;
    set_bounds(limit, read_bound(fields.find("min"), unit, problems), read_bound(fields.find("max"), unit, problems),
               problems);
    if (const Node* expected = fields.find("expected"))
        limit.expected = read_expected(*expected, measurement, problems);
    return limit;
}

}  // namespace

std::map<std::string, Limit> read_limits(const Node& node, const StepKind& kind, Problems& problems) {
    std::vector<std::string_view> names;
    for (const MeasurementKind& measurement : kind.measurements) names.push_back(measurement.name);
    const Fields fields(node, fmt::format("the limits of {}", kind.name), names, problems);
    std::map<std::string, Limit> limits;
    for (const MeasurementKind& measurement : kind.measurements)
        if (const Node* found = fields.find(measurement.name))
            limits.emplace(measurement.name, read_limit(*found, measurement, problems));
    return limits;
}

}  // namespace stapel::plan
