#pragma once

#include "station/plan/step_kind.hpp"

namespace stapel::steps {

/// Every kind of step that a plan may name.
[[nodiscard]] plan::Catalogue catalogue();

// One function a kind, each in a file of its own.
void jig_selftest(run::StepContext& context);
void jig_power(run::StepContext& context);
void jig_current(run::StepContext& context);
void jig_off(run::StepContext& context);
void host_identity(run::StepContext& context);
void host_flash(run::StepContext& context);
void host_boot(run::StepContext& context);

}  // namespace stapel::steps
