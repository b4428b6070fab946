#include "firmware/module/meter_port.hpp"

#include "firmware/module/message.hpp"
#include "firmware/module/module.hpp"
#include "firmware/module/text_command.hpp"

namespace stapel::firmware {
namespace {

constexpr uint8_t frame_start = 0xC0;

PortInput input_of(uint8_t first) {
    if (first == frame_start) return PortInput::frame;
    if (first == hdlc_flag) return PortInput::hdlc;
    if (is_alphanumeric(static_cast<char>(first))) return PortInput::text;
    return begins_iec(first) ? PortInput::iec : PortInput::nothing;
}

// One flag may end a frame and begin the next one (protocols 2.1).
void begin(MeterPort& port, uint8_t first) {
    port.input = continues_hdlc(port.hdlc, first) ? PortInput::hdlc : input_of(first);
    if (port.input != PortInput::hdlc) forget(port.hdlc);
    port.text_length = 0;
    if (port.input == PortInput::frame) port.frame = SlipInput{};
}

void write(const Module& module, const uint8_t* bytes, size_t length) {
    if (length > 0) module.hal.uart_write(module.hal.context, Uart::meter, bytes, length);
}

void answer_frame(Module& module) {
    Answer answer{};
    answer_message(module, module.port.frame.bytes, module.port.frame.length, answer);
    if (answer.length == 0) return;
    uint8_t framed[2 * (sizeof answer.bytes + 2) + 2];
    write(module, framed, frame(answer.bytes, answer.length, framed));
}

void answer_line(Module& module, size_t length) {
    Text answer{};
    Wanted energies = 0;
    switch (answer_text(module, module.port.text, length, answer, energies)) {
    case TextOutcome::silent: return;
    case TextOutcome::answered: return write(module, reinterpret_cast<const uint8_t*>(answer.text), answer.length);
    case TextOutcome::needs_meter: return read_energies(module, energies);
    }
}

void take_frame_byte(Module& module, uint8_t byte) {
    const SlipEvent event = take(module.port.frame, byte);
    if (event == SlipEvent::none) return;
    module.port.input = PortInput::nothing;
    if (event == SlipEvent::message) answer_frame(module);
}

// A line that is too long is no command; it is taken to its end and forgotten.
void take_text_byte(Module& module, uint8_t byte) {
    MeterPort& port = module.port;
    const bool fits = port.text_length < sizeof port.text;
    if (fits) port.text[port.text_length++] = static_cast<char>(byte);
    if (byte != '\n') return;
    const size_t length = port.text_length;
    if (fits && (length < 2 || port.text[length - 2] != '\r')) return;
    port.input = PortInput::nothing;
    if (fits) answer_line(module, length - 2);
}

void take_iec_byte(Module& module, uint8_t byte) {
    const IecEvent event = take(module.port.iec, byte);
    if (event == IecEvent::none) return;
    module.port.input = PortInput::nothing;
    on_iec(module, event);
}

void take_byte(Module& module, uint8_t byte);

/// What follows a flag without being a frame begins something else.
void take_hdlc_byte(Module& module, uint8_t byte) {
    const HdlcEvent event = take(module.port.hdlc, byte);
    if (event == HdlcEvent::none) return;
    module.port.input = PortInput::nothing;
    if (event == HdlcEvent::foreign) return take_byte(module, byte);
    on_hdlc(module, event);
}

void take_byte(Module& module, uint8_t byte) {
    if (module.port.input == PortInput::nothing) begin(module.port, byte);
    switch (module.port.input) {
    case PortInput::nothing: return;
    case PortInput::iec: return take_iec_byte(module, byte);
    case PortInput::hdlc: return take_hdlc_byte(module, byte);
    case PortInput::frame: return take_frame_byte(module, byte);
    case PortInput::text: return take_text_byte(module, byte);
    }
}

}  // namespace

void start_port(Module& module) { module.hal.uart_baud(module.hal.context, Uart::meter, meter_baud); }

void on_meter_byte(Module& module, uint8_t byte) {
    step_port(module);
    module.port.last_byte_ms = now_ms(module);
    take_byte(module, byte);
}

void step_port(Module& module) {
    if (now_ms(module) < port_wake_ms(module)) return;
    module.port.input = PortInput::nothing;
    module.port.iec.ended = true;
    forget(module.port.hdlc);
}

uint32_t port_wake_ms(const Module& module) {
    if (module.port.input == PortInput::nothing) return no_wake_ms;
    return module.port.last_byte_ms + meter_wait_ms(module, silence_ms);
}

uint32_t meter_wait_ms(const Module& module, uint32_t nominal_ms) {
    const uint32_t least_ms = module.board.meter_wait_min_ms;
    return nominal_ms > least_ms ? nominal_ms : least_ms;
}

}  // namespace stapel::firmware
