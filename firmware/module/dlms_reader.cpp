#include "firmware/module/dlms_reader.hpp"

#include "firmware/module/aes.hpp"
#include "firmware/module/cosem_answer.hpp"
#include "firmware/module/dlms_values.hpp"
#include "firmware/module/fault.hpp"
#include "firmware/module/module.hpp"
#include "firmware/module/status.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

constexpr uint8_t dlms_password_id = 0x62, dlms_key_id = 0x63;
constexpr uint8_t reading_client = 32, configuring_client = 48;  // protocols 2.4
constexpr uint8_t value_attribute = 2, scaler_attribute = 3;
// Protocols 2.8, dialect 5. The energies are 1.0.1.8.0 to .4, a register each.
constexpr CosemAttribute serial_object{1, {0, 0, 96, 1, 0, 255}, value_attribute};
constexpr CosemAttribute type_object{1, {0, 0, 96, 1, 1, 255}, value_attribute};
constexpr CosemAttribute display_object{1, {0, 0, 94, 7, 200, 255}, value_attribute};
constexpr CosemAttribute energy_object(uint8_t tariff, uint8_t attribute) {
    return {3, {1, 0, 1, 8, tariff, 255}, attribute};
}

bool displays(const DlmsReader& reader) { return reader.purpose == DlmsPurpose::displaying; }

void ask(Module& module, DlmsState state, const Apdu& apdu) {
    module.dlms.state = state;
    send(module, apdu);
}

void get(Module& module, DlmsState state, const CosemAttribute& wanted) {
    Apdu apdu;
    put_get(apdu, wanted);
    ask(module, state, apdu);
}

/// A COUNTER that came too late for this session gets the next one, which begins at once.
void end(Module& module) {
    MeterReader& meter = module.reader;
    module.dlms.state = DlmsState::resting;
    const bool unread = (meter.energies_wanted & ~module.dlms.energies_done) != 0;
    if (displays(module.dlms) || unread)
        meter.due_ms = now_ms(module);
    else
        session_ended(module);
}

void fail(Module& module, uint32_t since_ms) {
    if (displays(module.dlms)) return end(module);
    module.dlms.state = DlmsState::resting;
    session_failed(module, since_ms);
}

/// Ends the session without its result; a meter that is connected is told.
void give_up(Module& module) {
    if (module.dlms.state == DlmsState::connecting) return fail(module, module.reader.begun_ms);
    disconnect(module);
    fail(module, now_ms(module));
}

void give_up(Module& module, Fault fault) {
    say_fault(module, fault);
    give_up(module);
}

void give_up(Module& module, CosemResult result) {
    give_up(module, result == CosemResult::password ? Fault::meter_password : Fault::meter_refused);
}

void leave(Module& module) {
    module.dlms.state = DlmsState::disconnecting;
    disconnect(module);
}

void associate(Module& module) {
    Apdu apdu;
    if (displays(module.dlms)) {
        module.hal.random(module.hal.context, module.dlms.challenge, challenge_length);
        put_high_association(apdu, module.dlms.challenge);
    } else {
        const Value password = value_of(module.in_effect, dlms_password_id);
        put_low_association(apdu, slice_of(password.bytes, password.length));
    }
    ask(module, DlmsState::associating, apdu);
}

void release(Module& module) {
    Apdu apdu;
    put_release(apdu);
    ask(module, DlmsState::releasing, apdu);
}

/// Asks for what is still wanted, or ends the session. The type comes before the serial number, which makes the link.
void go_on(Module& module) {
    DlmsReader& reader = module.dlms;
    if (!module.meter.linked) return get(module, DlmsState::type, type_object);
    for (uint8_t tariff = 0; tariff < sizeof(Energies::text) / sizeof(Energies::text[0]); ++tariff) {
        if (((module.reader.energies_wanted & ~reader.energies_done) >> tariff & 1) == 0) continue;
        reader.energy = tariff;
        return get(module, DlmsState::scaler, energy_object(tariff, scaler_attribute));
    }
    release(module);
}

/// f(challenge) of mechanism 2 (protocols 2.7).
void encrypt(const Module& module, const uint8_t* challenge, uint8_t* into) {
    aes128_encrypt(value_of(module.in_effect, dlms_key_id).bytes, challenge, into);
}

/// A meter that sends our own challenge back wants the answer to it from us.
void prove(Module& module, Slice challenge) {
    if (memcmp(challenge.data, module.dlms.challenge, challenge_length) == 0)
        return give_up(module, Fault::meter_refused);
    uint8_t proof[aes_block];
    encrypt(module, reinterpret_cast<const uint8_t*>(challenge.data), proof);
    Apdu apdu;
    put_proof(apdu, proof);
    ask(module, DlmsState::proving, apdu);
}

void on_association(Module& module, Slice answer) {
    Slice challenge;
    const CosemResult result = association_in(answer, challenge);
    if (displays(module.dlms) && result == CosemResult::challenge) return prove(module, challenge);
    if (displays(module.dlms) || result != CosemResult::good) return give_up(module, result);
    go_on(module);
}

void on_proof(Module& module, Slice answer) {
    Slice proof;
    const CosemResult result = proof_in(answer, proof);
    if (result != CosemResult::good) return give_up(module, result);
    uint8_t expected[aes_block];
    encrypt(module, module.dlms.challenge, expected);
    if (memcmp(expected, proof.data, sizeof expected) != 0) return give_up(module, Fault::meter_password);
    Apdu apdu;
    put_set(apdu, display_object, lcd_value(module));
    ask(module, DlmsState::setting, apdu);
}

void on_setting(Module& module, Slice answer) {
    if (set_result_in(answer) != CosemResult::good) return give_up(module, Fault::meter_refused);
    release(module);
}

void on_type(Module& module, Slice answer) {
    DlmsReader& reader = module.dlms;
    Slice data;
    if (data_in(answer, data) != CosemResult::good || !read_type(data, reader.type, sizeof reader.type))
        return give_up(module, Fault::meter_refused);
    get(module, DlmsState::serial, serial_object);
}

void on_serial(Module& module, Slice answer) {
    MeterFacts& meter = module.meter;
    Slice data;
    if (data_in(answer, data) != CosemResult::good || !read_serial(data, meter.serial, sizeof meter.serial))
        return give_up(module, Fault::meter_refused);
    memcpy(meter.type, module.dlms.type, sizeof meter.type);
    tell_link(module, MeterProtocol::dlms);
    go_on(module);
}

/// An energy that the meter has not, or that is none, stays empty: meters differ in their tariffs.
void on_scaler(Module& module, Slice answer) {
    DlmsReader& reader = module.dlms;
    reader.energies_done = static_cast<uint8_t>(reader.energies_done | 1U << reader.energy);
    Slice data;
    if (data_in(answer, data) != CosemResult::good || !read_scaler(data, reader.scaler)) return go_on(module);
    get(module, DlmsState::value, energy_object(reader.energy, value_attribute));
}

void on_energy(Module& module, Slice answer) {
    const DlmsReader& reader = module.dlms;
    char* text = module.reader.energies.text[reader.energy];
    Slice data;
    if (data_in(answer, data) == CosemResult::good)
        static_cast<void>(read_energy(data, reader.scaler, text, sizeof module.reader.energies.text[0]));
    go_on(module);
}

void on_answer(Module& module) {
    const DlmsLink& link = module.dlms.link;
    const Slice answer = apdu_in(link.answer, link.answer_length);
    switch (module.dlms.state) {
    case DlmsState::associating: return on_association(module, answer);
    case DlmsState::type: return on_type(module, answer);
    case DlmsState::serial: return on_serial(module, answer);
    case DlmsState::scaler: return on_scaler(module, answer);
    case DlmsState::value: return on_energy(module, answer);
    case DlmsState::proving: return on_proof(module, answer);
    case DlmsState::setting: return on_setting(module, answer);
    case DlmsState::releasing: return leave(module);
    case DlmsState::resting:
    case DlmsState::connecting:
    case DlmsState::disconnecting: break;
    }
}

/// The connection itself changed, or cannot go on.
void on_link(Module& module, LinkEvent event) {
    const DlmsState state = module.dlms.state;
    if (state == DlmsState::disconnecting) return end(module);
    if (event == LinkEvent::acknowledged && state == DlmsState::connecting) return associate(module);
    if (event == LinkEvent::acknowledged) return;
    if (state == DlmsState::releasing) return event == LinkEvent::gone ? end(module) : leave(module);
    if (event == LinkEvent::rejected || state == DlmsState::connecting) return give_up(module, Fault::meter_refused);
    fail(module, now_ms(module));  // the meter's time limit has ended the connection
}

void on_frame(Module& module) {
    const LinkEvent event = take(module, frame_in(module.port.hdlc));
    if (event == LinkEvent::answer) return on_answer(module);
    if (event != LinkEvent::none) on_link(module, event);
}

/// No answer, or none that is whole. Nothing depends on how the session ends, and a sign-on has its next turn.
void on_loss(Module& module, bool damaged) {
    const DlmsState state = module.dlms.state;
    if (state == DlmsState::disconnecting) return end(module);
    if (state == DlmsState::releasing) return leave(module);
    const bool calls = state == DlmsState::connecting && !damaged;
    if (!calls && !module.dlms.link.repeated) return repeat_frame(module);
    if (damaged) return give_up(module, Fault::meter_bcc);
    give_up(module);
}

}  // namespace

void begin_dlms_session(Module& module, DlmsPurpose purpose) {
    DlmsReader& reader = module.dlms;
    reader.purpose = purpose;
    reader.energies_done = 0;
    reader.state = DlmsState::connecting;
    connect(module, displays(reader) ? configuring_client : reading_client);
}

void on_hdlc(Module& module, HdlcEvent event) {
    const DlmsReader& reader = module.dlms;
    if (is_echo(reader.link, module.port.hdlc)) return say_fault(module, Fault::meter_echo);
    note_heard(module);
    if (reader.state == DlmsState::resting) return;
    if (event == HdlcEvent::damaged) return on_loss(module, true);
    on_frame(module);
}

void step_dlms_reader(Module& module) {
    if (now_ms(module) >= dlms_reader_wake_ms(module)) on_loss(module, false);
}

// A frame under way may still be the answer: it ends, or the port drops it.
uint32_t dlms_reader_wake_ms(const Module& module) {
    const bool waits = module.dlms.state != DlmsState::resting && module.port.input != PortInput::hdlc;
    return waits ? module.dlms.link.due_ms : no_wake_ms;
}

}  // namespace stapel::firmware
