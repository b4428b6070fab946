#pragma once

#include "firmware/module/module.hpp"

namespace stapel::firmware {

/// A binary answer: 81 command status error failing_id item... 1A (dialect 1).
struct Answer {
    uint8_t bytes[1200];
    size_t length;
};

/// Carries out a settings message (dialect 1) and answers it; the checks run in the dialect's order. Settings are saved
/// before it answers; when that fails they stay as they were (error 05, failing id 00). `0A`, and item 03 of a good
/// `02`, ask for the restart. Any bytes may come in; the answer is always a whole one.
void answer_message(Module& module, const uint8_t* message, size_t length, Answer& answer);

/// A settings record of the SIM: is it structurally a settings message with command 02 (strict or legacy form)? Its
/// password is not looked at.
[[nodiscard]] bool is_settings_record(const uint8_t* message, size_t length);
/// Writes such a record into `stored` (not into flash; item 03 is ignored): all items or none; false when its password
/// is not the one in `stored`, or an item or combination is refused.
bool apply_record(Stored& stored, const uint8_t* message, size_t length);

}  // namespace stapel::firmware
