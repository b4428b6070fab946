#include "station/run/step_context.hpp"
#include "station/steps/catalogue.hpp"

#include <algorithm>
#include <vector>

namespace stapel::steps {
namespace {

constexpr std::size_t least_samples = 9;

}  // namespace

// The median, so that a transmit burst in one of the 20 ms windows does not count as idle; the bursts are the peak.
void jig_current(run::StepContext& context) {
    (void)context.jig_number("MEAS:CURR:PEAK?");
    const auto end = context.clock().now() + context.tempo().planned(context.duration("over"));
    std::vector<double> samples_ma;
    while (samples_ma.size() < least_samples || context.clock().now() < end) {
        samples_ma.push_back(context.jig_number("MEAS:CURR?") * 1000);
        context.pause(std::chrono::milliseconds(20));
    }
    const auto middle = samples_ma.begin() + static_cast<std::ptrdiff_t>(samples_ma.size() / 2);
    std::ranges::nth_element(samples_ma, middle);
    context.measure("idle_current", *middle);
    context.measure("peak_current", context.jig_number("MEAS:CURR:PEAK?") * 1000);
    context.prove_jig();
}

}  // namespace stapel::steps
