#include "fixtures/module/status.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/meter_play.hpp"
#include "station/steps/signal_samples.hpp"

namespace stapel::steps {

void module_rssi(run::StepContext& context) {
    constexpr int no_csq = 99;
    MeterPlay play(context);
    measure_signal(context, sample_signal(context, [&]() -> std::optional<int> {
                       const auto csq = status_of(play.ask_good(module::Command::extended_status)).csq;
                       return csq && *csq != no_csq ? std::optional<int>(*csq) : std::nullopt;
                   }));
    context.prove_jig();
}

}  // namespace stapel::steps
