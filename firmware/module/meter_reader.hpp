#pragma once

#include "firmware/module/dlms_reader.hpp"
#include "firmware/module/facts.hpp"
#include "firmware/module/iec_reader.hpp"

namespace stapel::firmware {

struct Module;

/// Whose turn it is to call the meter, and what for; the two readers lead the sessions (dialect 5). A meter that was
/// found keeps its protocol until the next start: it powers the module that sits in it, so the one is not changed
/// without the other. A linked meter that falls silent is called again in its protocol.
struct MeterReader {
    uint8_t turn;             ///< of the sessions without a link, those of `automatic` in turn
    uint32_t begun_ms;        ///< the last session
    uint32_t due_ms;          ///< of the next session, while both readers rest
    uint32_t silent_ms;       ///< when the meter counts as silent
    uint8_t energies_wanted;  ///< the command COUNTER waits for these, 0 = it does not
    uint8_t tries;            ///< sessions that failed to read them
    Energies energies;
};

/// Calls at once, and every 3 s until the serial number was correctly read.
void start_reader(Module& module);
void step_reader(Module& module);
[[nodiscard]] uint32_t reader_wake_ms(const Module& module);
[[nodiscard]] bool reader_rests(const Module& module);

/// Reads the energies, in the session under way or in one that begins now, and answers the text command COUNTER. One
/// that comes before the answer to another takes its place.
void read_energies(Module& module, uint8_t wanted);

/// The answer's time limit from now, behind that many bytes that are still going out.
[[nodiscard]] uint32_t answer_due_ms(const Module& module, size_t bytes_sent, uint32_t baud);

// What the readers tell, the reader concerned resting again with the last two.

/// Something arrived that is a meter's.
void note_heard(Module& module);
/// The serial number stands in `module.meter`: says so on the console.
void tell_link(Module& module, MeterProtocol protocol);
/// The session did what it was for.
void session_ended(Module& module);
/// It came to nothing: the next one begins 3 s after `since_ms`.
void session_failed(Module& module, uint32_t since_ms);

}  // namespace stapel::firmware
