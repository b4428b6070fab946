#include "firmware/module/iec_reader.hpp"

#include "firmware/module/at_line.hpp"
#include "firmware/module/fault.hpp"
#include "firmware/module/line.hpp"
#include "firmware/module/meter_values.hpp"
#include "firmware/module/module.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

constexpr uint8_t meter_password_id = 0x60;
constexpr char speed_stays = '0';  // protocols 1.2, option select
constexpr char sign_on[] = "/?!\r\n";
constexpr size_t longest_password = 9;
constexpr uint32_t going_back_ms = 300;

void wait_for(Module& module, IecState state, size_t characters_sent) {
    module.iec.state = state;
    module.iec.due_ms = answer_due_ms(module, characters_sent, module.iec.baud);
}

void set_baud(Module& module, uint32_t baud) {
    module.iec.baud = baud;
    module.hal.uart_baud(module.hal.context, Uart::meter, baud);
}

void send_password(Module& module) {
    const Value password = value_of(module.in_effect, meter_password_id);
    char operand[longest_password + 2] = "(";
    memcpy(operand + 1, password.bytes, password.length);
    operand[password.length + 1] = ')';
    send_block(module.hal, "P1", {operand, password.length + 2U}, module.iec.bcc);
}

/// Total and tariffs; CE208 and CE308 have them by the day, 0 days back (protocols 1.8).
const char* energies_of(const IecReader& reader) { return reader.by_day ? "EMD01(0.0,F)" : "ET0PE()"; }

/// The request whose answer `state` waits for.
void request(Module& module, IecState state) {
    if (state == IecState::p1) send_password(module);
    if (state == IecState::serial) send_block(module.hal, "R1", slice_of("SNUMB()"), module.iec.bcc);
    if (state == IecState::energies) send_block(module.hal, "R1", slice_of(energies_of(module.iec)), module.iec.bcc);
    wait_for(module, state, sizeof "SRnEMD01(0.0,F)EB");
}

void ask(Module& module, IecState state) {
    module.iec.repeated = false;
    request(module, state);
}

void rest(Module& module) {
    if (module.iec.baud != meter_baud) set_baud(module, meter_baud);
    module.iec.state = IecState::resting;
}

/// The session has its result.
void end(Module& module) {
    module.iec.state = IecState::resting;
    session_ended(module);
}

/// A meter that changed its speed for the session takes a moment to hear and to be heard at the start speed again.
void leave(Module& module) {
    if (module.iec.baud == meter_baud) return end(module);
    set_baud(module, meter_baud);
    module.iec.state = IecState::leaving;
    module.iec.due_ms = now_ms(module) + meter_wait_ms(module, going_back_ms);
}

void say_bye(const Module& module) { send_block(module.hal, "B0", {}, module.iec.bcc); }

void fail(Module& module, uint32_t since_ms) {
    rest(module);
    session_failed(module, since_ms);
}

/// Ends the session without its result; a meter that is inside one is told.
void give_up(Module& module) {
    if (module.iec.state == IecState::identification) return fail(module, module.reader.begun_ms);
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
    if (module.iec.repeated) return give_up(module, damage);
    module.iec.repeated = true;
    send_iec(module.hal, {&nak, 1});
    wait_for(module, module.iec.state, 1);
}

/// The meter did not understand: says the same again, once. A P0 that fitted both methods has perhaps misled us.
void repeat(Module& module) {
    IecReader& reader = module.iec;
    if (reader.repeated) return give_up(module, Fault::meter_bcc);
    reader.repeated = true;
    if (reader.bcc_open) reader.bcc = reader.bcc == Bcc::sum ? Bcc::exclusive_or : Bcc::sum;
    request(module, reader.state);
}

void select_option(Module& module, char baud_character) {
    const uint32_t baud = baud_character != speed_stays ? baud_of(baud_character) : 0;
    const char option[] = {ack, '0', baud != 0 ? baud_character : speed_stays, '1', '\r', '\n'};
    send_iec(module.hal, {option, sizeof option});
    wait_for(module, IecState::p0, sizeof option);
    if (baud != 0) set_baud(module, baud);
}

void on_identification(Module& module) {
    const Slice text = text_of(module.port.iec);
    if (module.port.iec.parity_bad) say_fault(module, Fault::meter_parity);
    if (!intact(module.port.iec)) return;
    const Slice type = type_in(text);
    if (type.data == nullptr) return;
    copy_text(module.iec.type, sizeof module.iec.type, type);
    module.iec.repeated = false;
    select_option(module, text.data[4]);
}

void on_p0(Module& module) {
    const IecInput& iec = module.port.iec;
    const bool sum = block_check_is(iec, Bcc::sum), exclusive_or = block_check_is(iec, Bcc::exclusive_or);
    if (!sum && !exclusive_or) return ask_again(module);
    if (!is_text(command_of(iec), "P0")) return;
    module.iec.bcc = sum ? Bcc::sum : Bcc::exclusive_or;
    module.iec.bcc_open = sum && exclusive_or;
    ask(module, IecState::p1);
}

/// Asks for what is still wanted, or ends the session.
void go_on(Module& module) {
    const MeterReader& reader = module.reader;
    if (!module.meter.linked) return ask(module, IecState::serial);
    const bool energies_read = reader.energies.text[0][0] != 0;
    if (reader.energies_wanted != 0 && !energies_read) return ask(module, IecState::energies);
    say_bye(module);
    leave(module);
}

// A serial number stands in lines of the console and of text answers, which a space or a line end would break.
bool is_visible(char character) { return is_printable(character) && character != ' '; }

void take_serial(Module& module, Slice data) {
    const Slice serial = value_in(data, 0);
    if (serial.size == 0 || !all_are(serial, is_visible)) return give_up(module, Fault::meter_refused);
    copy_text(module.meter.serial, sizeof module.meter.serial, serial);
    memcpy(module.meter.type, module.iec.type, sizeof module.meter.type);
    tell_link(module, MeterProtocol::iec);
    go_on(module);
}

/// A value that does not fit counts as not read: digits are not cut off.
void take_energies(Module& module, Slice data) {
    Energies& energies = module.reader.energies;
    const int first = module.iec.by_day ? 1 : 0;  // behind the date
    for (int index = 0; index < 5; ++index) {
        const Slice value = value_in(data, first + index);
        constexpr size_t room = sizeof energies.text[0];
        if (value.size < room) copy_text(energies.text[index], room, value);
    }
    if (energies.text[0][0] == 0) return give_up(module, Fault::meter_refused);
    go_on(module);
}

void on_value(Module& module) {
    const bool serial = module.iec.state == IecState::serial;
    const Slice data = data_of(module.port.iec);
    const Slice name = name_in(data);
    if (name.size > 0 && !is_text(name, serial ? "SNUMB" : module.iec.by_day ? "EMD01" : "ET0PE")) return;
    if (serial) return take_serial(module, data);
    take_energies(module, data);
}

/// A meter that does not know ET0PE() has its energies by the day.
void on_error(Module& module) {
    IecReader& reader = module.iec;
    if (reader.state != IecState::energies || reader.by_day) return give_up(module, Fault::meter_refused);
    reader.by_day = true;
    ask(module, IecState::energies);
}

// Its check may follow the method that the session does not use (protocols 1.4).
bool is_farewell(const IecInput& iec) {
    return is_text(command_of(iec), "B0") && (block_check_is(iec, Bcc::sum) || block_check_is(iec, Bcc::exclusive_or));
}

/// A block inside the session: an answer, an error or the meter's farewell.
void on_block(Module& module) {
    const IecInput& iec = module.port.iec;
    if (module.iec.state == IecState::p0) return on_p0(module);
    if (is_farewell(iec)) {
        if (module.iec.state == IecState::p1) say_fault(module, Fault::meter_password);
        return fail(module, now_ms(module));
    }
    if (!block_check_is(iec, module.iec.bcc)) return ask_again(module);
    if (is_error(data_of(iec))) return on_error(module);
    if (module.iec.state != IecState::p1 && command_of(iec).size == 0) on_value(module);
}

bool is_echo(const Module& module, IecEvent event) {
    return event == IecEvent::line && is_text(text_of(module.port.iec), sign_on);
}

}  // namespace

void begin_iec_session(Module& module) {
    IecReader& reader = module.iec;
    if (reader.baud == 0) reader.baud = meter_baud;
    reader.repeated = reader.by_day = false;
    send_iec(module.hal, slice_of(sign_on));
    wait_for(module, IecState::identification, sizeof sign_on);
}

void on_iec(Module& module, IecEvent event) {
    const IecReader& reader = module.iec;
    if (is_echo(module, event)) return say_fault(module, Fault::meter_echo);
    note_heard(module);
    if (reader.state == IecState::resting || reader.state == IecState::leaving) return;
    if (reader.state == IecState::identification) {
        if (event == IecEvent::line) on_identification(module);
        return;
    }
    if (event == IecEvent::line) return;
    if (!intact(module.port.iec)) return ask_again(module);
    if (event == IecEvent::block) on_block(module);
    if (event == IecEvent::refused && reader.state != IecState::p0) repeat(module);
    if (event == IecEvent::acknowledged && reader.state == IecState::p1) go_on(module);
}

void step_iec_reader(Module& module) {
    if (now_ms(module) < iec_reader_wake_ms(module)) return;
    if (module.iec.state == IecState::leaving) return end(module);
    give_up(module);
}

// A message under way may still be the answer: it ends, or the port drops it.
uint32_t iec_reader_wake_ms(const Module& module) {
    const bool waits = module.iec.state != IecState::resting && module.port.input != PortInput::iec;
    return waits ? module.iec.due_ms : no_wake_ms;
}

}  // namespace stapel::firmware
