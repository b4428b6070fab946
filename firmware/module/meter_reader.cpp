#include "firmware/module/meter_reader.hpp"

#include "firmware/module/at_line.hpp"
#include "firmware/module/fault.hpp"
#include "firmware/module/line.hpp"
#include "firmware/module/meter_values.hpp"
#include "firmware/module/module.hpp"
#include "firmware/module/text_command.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

constexpr uint8_t meter_password_id = 0x60, meter_protocol_id = 0x61;
constexpr int32_t protocol_dlms = 2;
constexpr char speed_stays = '0';  // protocols 1.2, option select
constexpr char sign_on[] = "/?!\r\n";
constexpr uint32_t answer_ms = 1500;  // protocols 1.11
constexpr uint32_t retry_ms = 3000, silent_after_ms = 60000;
constexpr uint8_t tries_most = 2;
constexpr size_t longest_password = 9;

// Automatic has turns of IEC and of HDLC; a turn without a reader of its own passes at once.
bool speaks_iec(const Module& module) { return number_of(module.in_effect, meter_protocol_id) != protocol_dlms; }

bool has_work(const Module& module) {
    return module.reader.energies_wanted != 0 || (!module.meter.linked && speaks_iec(module));
}

/// The answer's time counts from the end of what is sent: ten bits a character.
void wait_for(Module& module, ReaderState state, size_t characters_sent) {
    const uint32_t sending_ms = static_cast<uint32_t>(characters_sent) * 10000U / module.reader.baud + 1;
    module.reader.state = state;
    module.reader.due_ms = now_ms(module) + sending_ms + meter_wait_ms(module, answer_ms);
}

void set_baud(Module& module, uint32_t baud) {
    module.reader.baud = baud;
    module.hal.uart_baud(module.hal.context, Uart::meter, baud);
}

void begin_session(Module& module) {
    module.reader.begun_ms = now_ms(module);
    module.reader.repeated = false;
    module.reader.energies = {};
    send_iec(module.hal, slice_of(sign_on));
    wait_for(module, ReaderState::identification, sizeof sign_on);
}

void send_password(Module& module) {
    const Value password = value_of(module.in_effect, meter_password_id);
    char operand[longest_password + 2] = "(";
    memcpy(operand + 1, password.bytes, password.length);
    operand[password.length + 1] = ')';
    send_block(module.hal, "P1", {operand, password.length + 2U}, module.reader.bcc);
}

/// The request whose answer `state` waits for.
void request(Module& module, ReaderState state) {
    if (state == ReaderState::p1) send_password(module);
    if (state == ReaderState::serial) send_block(module.hal, "R1", slice_of("SNUMB()"), module.reader.bcc);
    if (state == ReaderState::energies) send_block(module.hal, "R1", slice_of("ET0PE()"), module.reader.bcc);
    wait_for(module, state, sizeof "SRnSNUMB()EB");
}

void ask(Module& module, ReaderState state) {
    module.reader.repeated = false;
    request(module, state);
}

void rest(Module& module, uint32_t due_ms) {
    if (module.reader.baud != meter_baud) set_baud(module, meter_baud);
    module.reader.state = ReaderState::resting;
    module.reader.due_ms = due_ms;
}

void say_bye(const Module& module) { send_block(module.hal, "B0", {}, module.reader.bcc); }

void answer_energies(Module& module) {
    Text answer{};
    answer_counter(module, module.reader.energies, module.reader.energies_wanted, answer);
    module.reader.energies_wanted = 0;
    const auto* bytes = reinterpret_cast<const uint8_t*>(answer.text);
    module.hal.uart_write(module.hal.context, Uart::meter, bytes, answer.length);
}

/// The session came to nothing: the next one begins `retry_ms` after `since_ms`.
void fail(Module& module, uint32_t since_ms) {
    MeterReader& reader = module.reader;
    rest(module, since_ms + meter_wait_ms(module, retry_ms));
    if (reader.energies_wanted != 0 && ++reader.tries >= tries_most) answer_energies(module);
}

/// Ends the session without its result; a meter that is inside one is told.
void give_up(Module& module) {
    if (module.reader.state == ReaderState::identification) return fail(module, module.reader.begun_ms);
    say_bye(module);
    fail(module, now_ms(module));
}

void give_up(Module& module, Fault fault) {
    say_fault(module, fault);
    give_up(module);
}

/// Asks for a damaged answer again, once.
void ask_again(Module& module) {
    const Fault damage = module.port.iec.parity_bad ? Fault::meter_parity : Fault::meter_bcc;
    if (module.reader.repeated) return give_up(module, damage);
    module.reader.repeated = true;
    send_iec(module.hal, {&nak, 1});
    wait_for(module, module.reader.state, 1);
}

/// The meter did not understand: says the same again, once. A P0 that fitted both methods has perhaps misled us.
void repeat(Module& module) {
    MeterReader& reader = module.reader;
    if (reader.repeated) return give_up(module, Fault::meter_bcc);
    reader.repeated = true;
    if (reader.bcc_open) reader.bcc = reader.bcc == Bcc::sum ? Bcc::exclusive_or : Bcc::sum;
    request(module, reader.state);
}

void select_option(Module& module, char baud_character) {
    const uint32_t baud = baud_character != speed_stays ? baud_of(baud_character) : 0;
    const char option[] = {ack, '0', baud != 0 ? baud_character : speed_stays, '1', '\r', '\n'};
    send_iec(module.hal, {option, sizeof option});
    wait_for(module, ReaderState::p0, sizeof option);
    if (baud != 0) set_baud(module, baud);
}

void on_identification(Module& module) {
    const Slice text = text_of(module.port.iec);
    if (module.port.iec.parity_bad) say_fault(module, Fault::meter_parity);
    if (!intact(module.port.iec)) return;
    const Slice type = type_in(text);
    if (type.data == nullptr) return;
    copy_text(module.reader.type, sizeof module.reader.type, type);
    module.reader.repeated = false;
    select_option(module, text.data[4]);
}

void on_p0(Module& module) {
    const IecInput& iec = module.port.iec;
    const bool sum = block_check_is(iec, Bcc::sum), exclusive_or = block_check_is(iec, Bcc::exclusive_or);
    if (!sum && !exclusive_or) return ask_again(module);
    if (!is_text(command_of(iec), "P0")) return;
    module.reader.bcc = sum ? Bcc::sum : Bcc::exclusive_or;
    module.reader.bcc_open = sum && exclusive_or;
    ask(module, ReaderState::p1);
}

void link(Module& module) {
    module.meter.linked = true;
    module.display.due_ms = now_ms(module);
    Line line;
    add(line, "@link meter=iec type=");
    add(line, module.meter.type);
    add(line, " serial=");
    add(line, module.meter.serial);
    add(line, " ms=");
    add_decimal(line, now_ms(module) - module.ready_at_ms);
    send(module.hal, line);
}

/// Asks for what is still wanted, or ends the session.
void go_on(Module& module) {
    MeterReader& reader = module.reader;
    if (!module.meter.linked) return ask(module, ReaderState::serial);
    const bool energies_read = reader.energies.text[0][0] != 0;
    if (reader.energies_wanted != 0 && !energies_read) return ask(module, ReaderState::energies);
    say_bye(module);
    rest(module, now_ms(module));
    if (reader.energies_wanted != 0) answer_energies(module);
}

// A serial number stands in lines of the console and of text answers, which a space or a line end would break.
bool is_visible(char character) { return is_printable(character) && character != ' '; }

void take_serial(Module& module, Slice data) {
    const Slice serial = value_in(data, 0);
    if (serial.size == 0 || !all_are(serial, is_visible)) return give_up(module, Fault::meter_refused);
    copy_text(module.meter.serial, sizeof module.meter.serial, serial);
    memcpy(module.meter.type, module.reader.type, sizeof module.meter.type);
    link(module);
    go_on(module);
}

/// A value that does not fit counts as not read: digits are not cut off.
void take_energies(Module& module, Slice data) {
    Energies& energies = module.reader.energies;
    for (int index = 0; index < 5; ++index) {
        const Slice value = value_in(data, index);
        constexpr size_t room = sizeof energies.text[0];
        if (value.size < room) copy_text(energies.text[index], room, value);
    }
    if (energies.text[0][0] == 0) return give_up(module, Fault::meter_refused);
    go_on(module);
}

void on_value(Module& module) {
    const bool serial = module.reader.state == ReaderState::serial;
    const Slice data = data_of(module.port.iec);
    const Slice name = name_in(data);
    if (name.size > 0 && !is_text(name, serial ? "SNUMB" : "ET0PE")) return;
    if (serial) return take_serial(module, data);
    take_energies(module, data);
}

// Its check may follow the method that the session does not use (protocols 1.4).
bool is_farewell(const IecInput& iec) {
    return is_text(command_of(iec), "B0") && (block_check_is(iec, Bcc::sum) || block_check_is(iec, Bcc::exclusive_or));
}

/// A block inside the session: an answer, an error or the meter's farewell.
void on_block(Module& module) {
    const IecInput& iec = module.port.iec;
    if (module.reader.state == ReaderState::p0) return on_p0(module);
    if (is_farewell(iec)) {
        if (module.reader.state == ReaderState::p1) say_fault(module, Fault::meter_password);
        return fail(module, now_ms(module));
    }
    if (!block_check_is(iec, module.reader.bcc)) return ask_again(module);
    if (is_error(data_of(iec))) return give_up(module, Fault::meter_refused);
    if (module.reader.state != ReaderState::p1 && command_of(iec).size == 0) on_value(module);
}

bool is_echo(const Module& module, IecEvent event) {
    return event == IecEvent::line && is_text(text_of(module.port.iec), sign_on);
}

void note_silence(Module& module) {
    MeterReader& reader = module.reader;
    if (module.meter.linked || !speaks_iec(module) || now_ms(module) < reader.silent_ms) return;
    say_fault(module, Fault::meter_silent);
    reader.silent_ms = no_wake_ms;
}

}  // namespace

void start_reader(Module& module) {
    module.reader.baud = meter_baud;
    module.reader.due_ms = now_ms(module);
    module.reader.silent_ms = now_ms(module) + meter_wait_ms(module, silent_after_ms);
}

void on_iec(Module& module, IecEvent event) {
    MeterReader& reader = module.reader;
    if (is_echo(module, event)) return say_fault(module, Fault::meter_echo);
    if (reader.silent_ms != no_wake_ms) reader.silent_ms = now_ms(module) + meter_wait_ms(module, silent_after_ms);
    if (reader.state == ReaderState::resting) return;
    if (reader.state == ReaderState::identification) {
        if (event == IecEvent::line) on_identification(module);
        return;
    }
    if (event == IecEvent::line) return;
    if (!intact(module.port.iec)) return ask_again(module);
    if (event == IecEvent::block) on_block(module);
    if (event == IecEvent::refused && reader.state != ReaderState::p0) repeat(module);
    if (event == IecEvent::acknowledged && reader.state == ReaderState::p1) go_on(module);
}

void step_reader(Module& module) {
    note_silence(module);
    if (now_ms(module) < reader_wake_ms(module)) return;
    if (module.reader.state == ReaderState::resting)
        begin_session(module);
    else
        give_up(module);
}

uint32_t reader_wake_ms(const Module& module) {
    const MeterReader& reader = module.reader;
    uint32_t due_ms = reader.due_ms;
    if (reader.state == ReaderState::resting && !has_work(module)) due_ms = no_wake_ms;
    // A message under way may still be the answer: it ends, or the port drops it.
    if (reader.state != ReaderState::resting && module.port.input == PortInput::iec) due_ms = no_wake_ms;
    const bool may_be_silent = !module.meter.linked && speaks_iec(module);
    return may_be_silent && reader.silent_ms < due_ms ? reader.silent_ms : due_ms;
}

bool reader_rests(const Module& module) { return module.reader.state == ReaderState::resting; }

void read_energies(Module& module, uint8_t wanted) {
    MeterReader& reader = module.reader;
    reader.energies_wanted = wanted;
    reader.tries = 0;
    if (!speaks_iec(module)) answer_energies(module);
    if (reader.state == ReaderState::resting && module.meter.linked) reader.due_ms = now_ms(module);
}

}  // namespace stapel::firmware
