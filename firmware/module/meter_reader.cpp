#include "firmware/module/meter_reader.hpp"

#include "firmware/module/fault.hpp"
#include "firmware/module/line.hpp"
#include "firmware/module/module.hpp"
#include "firmware/module/text_command.hpp"

namespace stapel::firmware {
namespace {

constexpr uint8_t meter_protocol_id = 0x61;
constexpr int32_t protocol_iec = 1, protocol_dlms = 2;  // of the setting; else automatic
constexpr uint8_t turns_of_iec = 2, turns = 3;          // dialect 5: IEC twice, then HDLC once
constexpr uint32_t answer_ms = 1500;                    // protocols 1.11
constexpr uint32_t retry_ms = 3000, silent_after_ms = 60000;
constexpr uint8_t tries_most = 2;

bool has_work(const Module& module) { return module.reader.energies_wanted != 0 || !module.meter.linked; }

MeterProtocol next_protocol(Module& module) {
    if (module.meter.linked) return module.meter.protocol;
    const int32_t wanted = number_of(module.in_effect, meter_protocol_id);
    if (wanted == protocol_iec) return MeterProtocol::iec;
    if (wanted == protocol_dlms) return MeterProtocol::dlms;
    const uint8_t turn = module.reader.turn;
    module.reader.turn = static_cast<uint8_t>((turn + 1) % turns);
    return turn < turns_of_iec ? MeterProtocol::iec : MeterProtocol::dlms;
}

void begin_session(Module& module) {
    module.reader.begun_ms = now_ms(module);
    module.reader.energies = {};
    if (next_protocol(module) == MeterProtocol::iec)
        begin_iec_session(module);
    else
        begin_dlms_session(module, DlmsPurpose::reading);
}

void answer_energies(Module& module) {
    Text answer{};
    answer_counter(module, module.reader.energies, module.reader.energies_wanted, answer);
    module.reader.energies_wanted = 0;
    const auto* bytes = reinterpret_cast<const uint8_t*>(answer.text);
    module.hal.uart_write(module.hal.context, Uart::meter, bytes, answer.length);
}

uint32_t earlier(uint32_t left, uint32_t right) { return left < right ? left : right; }

uint32_t silence_due_ms(const Module& module) {
    return module.meter.linked ? no_wake_ms : module.reader.silent_ms;
}

uint32_t session_due_ms(const Module& module) {
    return reader_rests(module) && has_work(module) ? module.reader.due_ms : no_wake_ms;
}

void note_silence(Module& module) {
    if (now_ms(module) < silence_due_ms(module)) return;
    say_fault(module, Fault::meter_silent);
    module.reader.silent_ms = no_wake_ms;
}

}  // namespace

void start_reader(Module& module) {
    module.reader.due_ms = now_ms(module);
    module.reader.silent_ms = now_ms(module) + meter_wait_ms(module, silent_after_ms);
}

void step_reader(Module& module) {
    note_silence(module);
    step_iec_reader(module);
    step_dlms_reader(module);
    if (now_ms(module) >= session_due_ms(module)) begin_session(module);
}

uint32_t reader_wake_ms(const Module& module) {
    const uint32_t dialogue_ms = earlier(iec_reader_wake_ms(module), dlms_reader_wake_ms(module));
    return earlier(dialogue_ms, earlier(silence_due_ms(module), session_due_ms(module)));
}

bool reader_rests(const Module& module) {
    return module.iec.state == IecState::resting && module.dlms.state == DlmsState::resting;
}

void read_energies(Module& module, uint8_t wanted) {
    MeterReader& reader = module.reader;
    reader.energies_wanted = wanted;
    reader.tries = 0;
    if (reader_rests(module) && module.meter.linked) reader.due_ms = now_ms(module);
}

// Ten bits a character.
uint32_t answer_due_ms(const Module& module, size_t bytes_sent, uint32_t baud) {
    const uint32_t sending_ms = static_cast<uint32_t>(bytes_sent) * 10000U / baud + 1;
    return now_ms(module) + sending_ms + meter_wait_ms(module, answer_ms);
}

void note_heard(Module& module) {
    MeterReader& reader = module.reader;
    if (reader.silent_ms != no_wake_ms) reader.silent_ms = now_ms(module) + meter_wait_ms(module, silent_after_ms);
}

void tell_link(Module& module, MeterProtocol protocol) {
    module.meter.linked = true;
    module.meter.protocol = protocol;
    module.display.due_ms = now_ms(module);
    Line line;
    add(line, protocol == MeterProtocol::iec ? "@link meter=iec type=" : "@link meter=dlms type=");
    add(line, module.meter.type);
    add(line, " serial=");
    add(line, module.meter.serial);
    add(line, " ms=");
    add_decimal(line, now_ms(module) - module.ready_at_ms);
    send(module.hal, line);
}

void session_ended(Module& module) {
    module.reader.due_ms = now_ms(module);
    if (module.reader.energies_wanted != 0) answer_energies(module);
}

void session_failed(Module& module, uint32_t since_ms) {
    MeterReader& reader = module.reader;
    reader.due_ms = since_ms + meter_wait_ms(module, retry_ms);
    if (reader.energies_wanted != 0 && ++reader.tries >= tries_most) answer_energies(module);
}

}  // namespace stapel::firmware
