#pragma once

#include "firmware/module/characters.hpp"
#include "firmware/module/hal.hpp"

namespace stapel::firmware {

/// One line of text while it is put together: of the console, to the transceiver, to the meter. What does not fit is
/// cut off; the longest line of the dialect (`@boot` with all texts full) has 122 characters.
struct Line {
    char text[160];
    size_t length = 0;
};

void add(Line& line, const char* text);
void add(Line& line, Slice text);
void add_decimal(Line& line, uint32_t value);
/// Upper-case digits, as many as wanted.
void add_hex(Line& line, uint32_t value, int digits = 8);
[[nodiscard]] inline Slice text_of(const Line& line) { return {line.text, line.length}; }

/// Ends the line with CR LF and sends it to the console.
void send(const Hal& hal, Line& line);

}  // namespace stapel::firmware
