#include "fixtures/module/status.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/meter_play.hpp"
#include "station/steps/signal_samples.hpp"

namespace stapel::steps {

void module_rssi(run::StepContext& context) {
    MeterPlay play(context);
    measure_signal(context, sample_signal(context, [&] {
                       return csq_heard(status_of(play.ask_good(module::Command::extended_status)));
                   }));
    context.prove_jig();
}

}  // namespace stapel::steps
