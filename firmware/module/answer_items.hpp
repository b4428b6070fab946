#pragma once

#include "firmware/module/characters.hpp"
#include "firmware/module/message.hpp"
#include "firmware/module/settings_write.hpp"

namespace stapel::firmware {

// An answer is begun, gets its items, and is ended.
void begin_answer(const Module& module, uint8_t command, Refusal refusal, Answer& answer);
void add_item(Answer& answer, uint8_t id, Slice value);
void end_answer(Answer& answer);

/// The items of an answer to a status command, `03` to `08`, version and type included.
void add_status_items(const Module& module, uint8_t command, Answer& answer);

/// The settings whose ids the items name, all when there are none; each once, in id order, passwords as length 0.
void add_settings(const Settings& settings, Items wanted, Answer& answer);

}  // namespace stapel::firmware
