#include "station/run/step_context.hpp"
#include "station/steps/catalogue.hpp"

namespace stapel::steps {
namespace {

constexpr auto discharge_time = std::chrono::milliseconds(200);

}  // namespace

void jig_off(run::StepContext& context) {
    context.jig_command("OUTP OFF;:ROUT:BOOT OFF;:ROUT:RES ON;:ROUT:MET:LOOP OFF");
    // Asked first, so that the pause begins when it is off and not when it was told to be.
    if (const auto output = context.jig_query("OUTP?"); output != "0")
        throw Failure(Code::jig_error, "expected the output off, found OUTP? = " + output);
    context.settle(discharge_time);
    context.measure("residual_current", context.jig_number("MEAS:CURR?") * 1000);
}

}  // namespace stapel::steps
