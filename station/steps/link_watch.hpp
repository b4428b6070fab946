#pragma once

#include "station/steps/console.hpp"
#include "station/steps/meter_play.hpp"

namespace stapel::steps {

// A module's way to its meter, watched on its console while the meter is played. Parameters of the step: `within` (limit
// of the link time), `grace` (how much longer is waited, so that late is told from never), `bcc`.

/// The method that the meter shall have.
[[nodiscard]] meter::Bcc chosen_bcc(const run::StepContext& context);

/// Plays the meter until the module says `@ready`, at most for the parameter `ready_within`; `boot_not_ready`.
void await_ready(run::StepContext& context, MeterPlay& play, Console& console);

/// Plays the meter until the module tells its link, at most for `within` and `grace`; null when it did not.
[[nodiscard]] const run::HeardLine* await_link(run::StepContext& context, MeterPlay& play, Console& console);

/// Measures `link_time`, `meter_type` and `meter_serial`, and keeps the serial. Failures: `meter_late`,
/// `meter_values_differ`, `console_garbled`.
void judge_link(run::StepContext& context, const MeterPlay& play, const run::HeardLine& heard);

}  // namespace stapel::steps
