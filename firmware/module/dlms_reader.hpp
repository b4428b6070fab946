#pragma once

#include "firmware/module/dlms_link.hpp"

namespace stapel::firmware {

/// What the reader waits for.
enum class DlmsState : uint8_t {
    resting,
    connecting,
    associating,
    type,
    serial,
    scaler,  ///< of an energy, then its value
    value,
    proving,  ///< the meter's answer to our challenge
    setting,
    releasing,
    disconnecting,
};

enum class DlmsPurpose : uint8_t {
    reading,     ///< as client 32: type and serial when there is no link yet, and the energies that are wanted
    displaying,  ///< as client 48: hands the LCD value over
};

/// The client's end of DLMS/COSEM over HDLC (dialect 5, protocols 2).
struct DlmsReader {
    DlmsState state;
    DlmsPurpose purpose;
    DlmsLink link;
    uint8_t challenge[challenge_length];
    char type[17];  ///< of this session's meter
    uint8_t energies_done;  ///< bits as in `energies_wanted`: were asked for in this session
    uint8_t energy;         ///< the one under way
    int scaler;
};

/// Connects. Both readers rest.
void begin_dlms_session(Module& module, DlmsPurpose purpose);
void step_dlms_reader(Module& module);
/// A frame lies in `module.port.hdlc`, good or damaged.
void on_hdlc(Module& module, HdlcEvent event);
[[nodiscard]] uint32_t dlms_reader_wake_ms(const Module& module);

}  // namespace stapel::firmware
