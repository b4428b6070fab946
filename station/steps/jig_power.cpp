#include "station/run/step_context.hpp"
#include "station/steps/catalogue.hpp"

#include <fmt/format.h>

namespace stapel::steps {
namespace {

constexpr double least_current_ma = 1.0;  // a held microcontroller draws more than ten times that
constexpr auto discharge_time = std::chrono::milliseconds(100);

}  // namespace

void jig_power(run::StepContext& context) {
    context.jig_command("OUTP OFF;:ROUT:BOOT ON;:ROUT:RES ON");
    context.pause(discharge_time);
    context.jig_command(fmt::format("SOUR:VOLT {:.3f};:SOUR:CURR:LIM {:.3f};:OUTP ON", context.number("voltage", "V"),
                                    context.number("current_limit", "A")));
    context.prove_jig();
    context.settle(context.duration("settle"));
    const double supply_v = context.jig_number("MEAS:VOLT?");
    const double current_ma = context.jig_number("MEAS:CURR?") * 1000;
    context.prove_jig();
    context.measure("supply_voltage", supply_v);
    context.measure("reset_current", current_ma);
    if (current_ma < least_current_ma)
        throw Failure(Code::no_current,
                      fmt::format("at least {} mA expected, {:.1f} mA found at {:.3f} V", least_current_ma, current_ma, supply_v));
}

}  // namespace stapel::steps
