#pragma once

#include "station/run/step_context.hpp"

namespace stapel::steps {

/// Off and on again; the module stays held in reset.
void power_cycle(run::StepContext& context);

/// From here on the module runs.
void release_reset(run::StepContext& context);

}  // namespace stapel::steps
