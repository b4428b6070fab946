#include "firmware/module/line.hpp"

#include "firmware/module/decimal.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

constexpr size_t end_length = 2;  // CR LF

void add_character(Line& line, char character) {
    if (line.length < sizeof line.text - end_length) line.text[line.length++] = character;
}

}  // namespace

void add(Line& line, const char* text) { add(line, slice_of(text)); }

void add(Line& line, Slice text) {
    for (size_t at = 0; at < text.size; ++at) add_character(line, text.data[at]);
}

void add_decimal(Line& line, uint32_t value) { add(line, decimal_text(value).text); }

void add_hex(Line& line, uint32_t value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        add_character(line, "0123456789ABCDEF"[(value >> shift) & 0x0FU]);
}

void send(const Hal& hal, Line& line) {
    memcpy(line.text + line.length, "\r\n", end_length);
    uint8_t bytes[sizeof line.text];
    memcpy(bytes, line.text, line.length + end_length);
    hal.uart_write(hal.context, Uart::console, bytes, line.length + end_length);
}

}  // namespace stapel::firmware
