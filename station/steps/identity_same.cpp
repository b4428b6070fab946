#include "fixtures/modem/modem.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/identities.hpp"
#include "station/steps/transceiver.hpp"

namespace stapel::steps {

// Nothing that the run did may have led to another module or another SIM: what was read first holds to the end.
void identity_same(run::StepContext& context) {
    auto at = wake_transceiver(context, context.duration("patience"));
    const auto imei = modem::read_identity(at).imei;
    const auto state = modem::read_pin_state(at);
    const auto iccid = state == modem::PinState::absent ? std::string() : modem::read_iccid(at);
    context.measure_text("imei", imei);
    context.measure_text("iccid", iccid);
    judge_imei(context, imei);
    if (state == modem::PinState::absent) throw Failure(Code::sim_absent, "the SIM was there before and is not any more");
    (void)judge_iccid(context, iccid);
    context.prove_jig();
}

}  // namespace stapel::steps
