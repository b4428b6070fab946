#pragma once

#include "firmware/module/facts.hpp"
#include "firmware/module/iec.hpp"

namespace stapel::firmware {

struct Module;

/// What the reader waits for.
enum class ReaderState : uint8_t {
    resting,
    identification,
    p0,        ///< the meter's password request
    p1,        ///< the answer to our password
    serial,    ///< the answer to SNUMB()
    energies,  ///< the answer to ET0PE()
};

/// The reader's end of IEC 62056-21, mode C, programming mode (dialect 5).
struct MeterReader {
    ReaderState state;
    Bcc bcc;
    bool bcc_open;   ///< P0 fits both methods
    bool repeated;   ///< the message under way had its second chance
    uint32_t baud;
    uint32_t begun_ms;   ///< the session, by its sign-on
    uint32_t due_ms;     ///< resting: of the next session; else of the answer
    uint32_t silent_ms;  ///< when the meter counts as silent
    char type[17];       ///< of this session's identification
    uint8_t energies_wanted;  ///< the command COUNTER waits for these, 0 = it does not
    uint8_t tries;            ///< sessions that failed to read them
    Energies energies;
};

/// Signs on at once, and every 3 s until the serial number was correctly read.
void start_reader(Module& module);
void step_reader(Module& module);
/// A whole message lies in `module.port.iec`.
void on_iec(Module& module, IecEvent event);
[[nodiscard]] uint32_t reader_wake_ms(const Module& module);
[[nodiscard]] bool reader_rests(const Module& module);

/// Reads the energies, in the session under way or in one that begins now, and answers the text command COUNTER. One
/// that comes before the answer to another takes its place.
void read_energies(Module& module, uint8_t wanted);

}  // namespace stapel::firmware
