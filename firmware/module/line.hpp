#pragma once

#include "firmware/module/hal.hpp"

namespace stapel::firmware {

/// One line of the console while it is put together. What does not fit is cut off; the longest line of the dialect
/// (`@boot` with all texts full) has 122 characters.
struct Line {
    char text[160];
    size_t length = 0;
};

void add(Line& line, const char* text);
void add_decimal(Line& line, uint32_t value);
/// Eight upper-case digits.
void add_hex(Line& line, uint32_t value);
/// Ends the line with CR LF and sends it to the console.
void send(const Hal& hal, Line& line);

}  // namespace stapel::firmware
