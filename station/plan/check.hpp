#pragma once

#include "station/plan/fields.hpp"
#include "station/plan/plan.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::plan {

// The parts of `load`, each in a file of its own. All of them report to `problems` and go on.

/// Where the parts of a step stand that other steps are compared with.
struct StepPlaces {
    Place id;
    std::vector<Place> needs;  ///< beside `Step::needs`
    Place retry_from;
};

/// `setup`, `main` or `teardown`; steps that are wrong are here too, so that others may refer to them.
struct Section {
    std::string_view name;
    std::vector<Step> steps;
    std::vector<StepPlaces> places;  ///< beside `steps`
};

/// A section's steps, each by itself; an empty one when `node` is null.
[[nodiscard]] Section read_section(std::string_view name, const Node* node, Catalogue catalogue, Problems& problems);

/// A step's `with:` (or null) with the kind's fallbacks; `step` is where a missing parameter is reported.
[[nodiscard]] std::map<std::string, std::string> read_parameters(const Node* node, const Place& step,
                                                                 const StepKind& kind, Problems& problems);

/// A step's `limits:`.
[[nodiscard]] std::map<std::string, Limit> read_limits(const Node& node, const StepKind& kind, Problems& problems);

/// What steps say about each other: ids given twice, needs that can never be met, retries from nowhere.
/// `sections` are in the order in which they run.
void check_order(std::span<const Section> sections, Problems& problems);

/// `settings:`, each value and their combinations (dialect 1).
[[nodiscard]] std::map<std::string, Value> read_settings(const Node& node, Problems& problems);

/// `pin:`, a SIM's PIN of 4 to 8 digits.
[[nodiscard]] std::optional<Value> read_pin(const Node& node, Problems& problems);

/// `serial:`, the pool that serials come from.
void read_serial(const Node& node, Plan& plan, Problems& problems);

/// `unit_data:`, each item by itself and none over another.
[[nodiscard]] std::vector<UnitDatum> read_unit_data(const Node& node, Problems& problems);

/// Its places on the image that `image:` names.
void check_on_image(const Plan& plan, Problems& problems);

/// `meter:`, the type that the station plays; СПОДЭС is read as SPODES.
[[nodiscard]] std::string read_meter(const Node& node, Problems& problems);

/// The types of module that there are.
[[nodiscard]] std::span<const std::string_view> module_types();

/// `image:`: the absolute path of an image that is one and is for `module` (any when that is empty).
[[nodiscard]] std::string read_image_path(const Node& node, std::string_view module, const LoadOptions& options,
                                          Problems& problems);

}  // namespace stapel::plan
