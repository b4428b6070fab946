#include "fixtures/modem/modem.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/identities.hpp"
#include "station/steps/transceiver.hpp"

namespace stapel::steps {

void modem_identity(run::StepContext& context) {
    auto at = wake_transceiver(context, context.duration("patience"));
    const auto identity = modem::read_identity(at);
    context.measure_text("imei", identity.imei);
    context.measure("model", identity.model);
    context.measure("revision", identity.revision);
    judge_imei(context, identity.imei);
    context.prove_jig();
}

}  // namespace stapel::steps
