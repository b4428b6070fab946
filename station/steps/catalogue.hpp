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
void modem_identity(run::StepContext& context);
void modem_rssi(run::StepContext& context);
void sim_identity(run::StepContext& context);
void sim_defaults(run::StepContext& context);
void identity_same(run::StepContext& context);
void meter_link(run::StepContext& context);
void meter_handshake(run::StepContext& context);
void meter_counter(run::StepContext& context);
void module_settings(run::StepContext& context);
void module_status(run::StepContext& context);
void module_registration(run::StepContext& context);
void module_rssi(run::StepContext& context);
void operator_prompt(run::StepContext& context);

}  // namespace stapel::steps
