#pragma once

#include "firmware/module/characters.hpp"
#include "firmware/module/text_command.hpp"

namespace stapel::firmware {

void add(Text& answer, Slice text);
void add(Text& answer, const char* text);
void add_number(Text& answer, uint32_t number);
void end_line(Text& answer);

/// Begins an answer: type and serial of the meter, or the module's type and `0` before the first link (dialect 2).
void begin_text(const Module& module, Text& answer);

// What the commands answer after the head lines (protocols 5.6, dialect 2); settings as they are stored.
void say_mode(const Module& module, Text& answer);
void say_band(const Module& module, Text& answer);
void say_apn(const Module& module, Text& answer);
void say_server(const Module& module, Text& answer);
void say_timeout(const Module& module, Text& answer);
void say_reset(const Module& module, Text& answer);
void say_network(const Module& module, Text& answer);
void say_number(const Module& module, Text& answer);
void say_location(const Module& module, Text& answer);
void say_cfg(const Module& module, Text& answer);

}  // namespace stapel::firmware
