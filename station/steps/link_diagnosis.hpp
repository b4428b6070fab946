#pragma once

#include "station/steps/console.hpp"
#include "station/steps/meter_play.hpp"

namespace stapel::steps {

/// Says why the module came to no link with the played meter: always throws, a module's fault with what a meter would
/// show, or the jig's when its wire is broken (the module hears itself while the jig ties its two wires together).
/// May take some seconds of module time: it uses the loop and listens at other speeds.
[[noreturn]] void diagnose_link(run::StepContext& context, MeterPlay& play, Console& console);

/// A failure of the link, with what a person sees on a meter.
[[nodiscard]] Failure link_failure(Code code, const std::string& detail);

}  // namespace stapel::steps
