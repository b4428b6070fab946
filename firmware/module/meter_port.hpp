#pragma once

#include "firmware/module/hdlc.hpp"
#include "firmware/module/iec.hpp"
#include "firmware/module/slip.hpp"

namespace stapel::firmware {

struct Module;

/// What is under way on the meter port (dialect 1): its first byte tells.
enum class PortInput : uint8_t { nothing, iec, hdlc, frame, text };

/// The one input for all that arrives on the meter's UART.
struct MeterPort {
    PortInput input;
    IecInput iec;
    HdlcInput hdlc;
    SlipInput frame;
    char text[200];  ///< a text command has at most 160 characters
    size_t text_length;
    uint32_t last_byte_ms;
};

/// Start and working speed of the meters (protocols 1.1).
constexpr uint32_t meter_baud = 9600;

void start_port(Module& module);
void on_meter_byte(Module& module, uint8_t byte);
/// Drops what stays unfinished for 1.5 s.
void step_port(Module& module);
[[nodiscard]] uint32_t port_wake_ms(const Module& module);

/// A wait of the meter's dialogue: nominal, but not shorter than the board allows.
[[nodiscard]] uint32_t meter_wait_ms(const Module& module, uint32_t nominal_ms);
/// The longest pause inside a message (IEC 62056-21; dialect 8 for text and frames).
constexpr uint32_t silence_ms = 1500;

}  // namespace stapel::firmware
