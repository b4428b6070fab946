#include "station/steps/power_cycle.hpp"

namespace stapel::steps {
namespace {

constexpr auto off_time = std::chrono::milliseconds(500);

}  // namespace

void power_cycle(run::StepContext& context) {
    context.jig_command("OUTP OFF;:ROUT:BOOT OFF;:ROUT:RES ON");
    context.facts().dialogue.channel_open_until.reset();  // a meter without power has none
    context.pause(off_time);
    context.jig_command("OUTP ON");
    context.prove_jig();
}

void release_reset(run::StepContext& context) { context.jig_command("ROUT:RES OFF"); }

}  // namespace stapel::steps
