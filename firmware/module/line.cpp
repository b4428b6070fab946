#include "firmware/module/line.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

constexpr size_t end_length = 2;  // CR LF

void add_character(Line& line, char character) {
    if (line.length < sizeof line.text - end_length) line.text[line.length++] = character;
}

}  // namespace

void add(Line& line, const char* text) {
    while (*text != 0) add_character(line, *text++);
}

void add_decimal(Line& line, uint32_t value) {
    char digits[11];
    size_t at = sizeof digits - 1;
    digits[at] = 0;
    do {
        digits[--at] = static_cast<char>('0' + value % 10);
        value /= 10;
    } while (value != 0);
    add(line, digits + at);
}

void add_hex(Line& line, uint32_t value) {
    for (int shift = 28; shift >= 0; shift -= 4) add_character(line, "0123456789ABCDEF"[(value >> shift) & 0x0FU]);
}

void send(const Hal& hal, Line& line) {
    memcpy(line.text + line.length, "\r\n", end_length);
    uint8_t bytes[sizeof line.text];
    memcpy(bytes, line.text, line.length + end_length);
    hal.uart_write(hal.context, Uart::console, bytes, line.length + end_length);
}

}  // namespace stapel::firmware
