#pragma once

#include "station/plan/plan.hpp"

#include <string>

namespace stapel::cli {

/// A plan for people: its head, then its steps in the order in which they run. Passwords and PINs are masked.
[[nodiscard]] std::string plan_text(const plan::Plan& plan);

/// The same as one JSON object.
[[nodiscard]] std::string plan_json(const plan::Plan& plan);

/// The step kinds for people.
[[nodiscard]] std::string steps_text(plan::Catalogue catalogue);

/// An array of `{kind, parameters, measurements: [{name, unit}], irreversible}` (DESIGN 6.3).
[[nodiscard]] std::string steps_json(plan::Catalogue catalogue);

}  // namespace stapel::cli
