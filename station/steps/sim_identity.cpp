#include "fixtures/modem/modem.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/identities.hpp"
#include "station/steps/transceiver.hpp"

namespace stapel::steps {
namespace {

constexpr std::string_view unlocked = "unlocked", ready = "ready";

/// Presents the plan's PIN and switches the SIM's question off: nobody could answer it in a meter.
void unlock(run::StepContext& context, modem::AtClient& at) {
    const auto& pin = context.prepared().pin;
    if (pin.empty()) throw Failure(Code::sim_pin, "the SIM asks for its PIN, and the plan has no `pin:`");
    modem::unlock_and_disable_pin(at, pin);
    const auto state = modem::read_pin_state(at);
    if (state != modem::PinState::ready) throw Failure(Code::sim_pin, "the SIM took its PIN and is not ready");
}

std::string_view make_ready(run::StepContext& context, modem::AtClient& at, modem::PinState state) {
    switch (state) {
        case modem::PinState::ready: return ready;
        case modem::PinState::pin: unlock(context, at); return unlocked;
        case modem::PinState::puk: throw Failure(Code::sim_puk, "the SIM asks for its PUK");
        case modem::PinState::absent: throw Failure(Code::sim_absent, "the transceiver answers that there is no SIM");
        case modem::PinState::other: break;
    }
    throw Failure(Code::sim_refused, "READY, SIM PIN or SIM PUK expected in the answer to AT+CPIN?, something else found");
}

/// The ICCID is readable while a PIN or PUK is asked for, so a blocked SIM is known by its number.
std::string iccid_before(modem::AtClient& at, modem::PinState state) {
    return state == modem::PinState::absent ? std::string() : modem::read_iccid(at);
}

void note_iccid(run::StepContext& context, const std::string& iccid) {
    context.measure_text("iccid", iccid);
    context.measure("iccid_check", judge_iccid(context, iccid));
}

}  // namespace

void sim_identity(run::StepContext& context) {
    auto at = wake_transceiver(context, context.duration("patience"));
    const auto state = modem::read_pin_state(at);
    const auto iccid = iccid_before(at, state);
    if (!iccid.empty()) note_iccid(context, iccid);
    context.measure("pin_state", std::string(make_ready(context, at, state)));
    if (iccid.empty()) note_iccid(context, modem::read_iccid(at));
    context.prove_jig();
}

}  // namespace stapel::steps
