#pragma once

#include "firmware/module/iec.hpp"

namespace stapel::firmware {

struct Module;

/// What the reader waits for.
enum class IecState : uint8_t {
    resting,
    identification,
    p0,        ///< the meter's password request
    p1,        ///< the answer to our password
    serial,    ///< the answer to SNUMB()
    energies,  ///< the answer to ET0PE(), or of meters that do not have it to EMD01()
    leaving,   ///< until the meter is back at its start speed
};

/// The reader's end of IEC 62056-21, mode C, programming mode (dialect 5).
struct IecReader {
    IecState state;
    Bcc bcc;
    bool bcc_open;   ///< P0 fits both methods
    bool by_day;     ///< the meter has no ET0PE()
    bool repeated;   ///< the message under way had its second chance
    uint32_t baud;
    uint32_t due_ms;  ///< of the answer
    char type[17];    ///< of this session's identification
};

/// Signs on; the session reads the serial number when there is no link yet, and the energies that are wanted.
void begin_iec_session(Module& module);
void step_iec_reader(Module& module);
/// A whole message lies in `module.port.iec`.
void on_iec(Module& module, IecEvent event);
[[nodiscard]] uint32_t iec_reader_wake_ms(const Module& module);

}  // namespace stapel::firmware
