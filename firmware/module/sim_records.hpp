#pragma once

#include "firmware/module/characters.hpp"
#include "firmware/module/store.hpp"

namespace stapel::firmware {

struct Module;

/// The settings records of a SIM while its messages are listed (dialect 1): what they make of the stored settings, and
/// the hash that tells one set of records from another.
struct SimRecords {
    Stored made;
    uint32_t hash;
    bool applied;  ///< one at least
    bool pdu_next;  ///< the line that says so has come, the message itself not yet
};

/// What a message of the SIM carries when it may be a settings record: SMS-SUBMIT, 8-bit data, no header (protocols
/// 3.6). Empty when it may not.
[[nodiscard]] Slice settings_data(const uint8_t* pdu, size_t length);

void begin_records(Module& module);
/// A line of the answer to CMGL; false when it is none.
bool take_record_line(Module& module, Slice line);
/// Saves the set and puts it into effect, when it or the ICCID is not the one applied last and a record was accepted.
/// Once the module is ready it is too late, settings may have been written since: that is for the next boot.
void finish_records(Module& module);

}  // namespace stapel::firmware
