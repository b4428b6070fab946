#pragma once

#include "ui/app/model/snapshot.hpp"

#include <string>
#include <vector>

namespace stapel::app::test {

/// The steps of the line's plan as a module that passes leaves them, with its measurements. `number` names the module;
/// values differ a little from module to module.
[[nodiscard]] std::vector<StepLine> passed_steps(int number);

/// The run so far: the first `done` steps have passed, the next is under way.
[[nodiscard]] std::vector<StepLine> steps_under_way(int number, int done);

/// The last try of `step` ended with this code; what comes after it was skipped, but for `power-off`.
[[nodiscard]] std::vector<StepLine> failed_steps(int number, const std::string& step, const std::string& code,
                                                 const std::string& detail);

/// What earlier modules measured, by `STEP/NAME`.
[[nodiscard]] Series earlier_values();

}  // namespace stapel::app::test
