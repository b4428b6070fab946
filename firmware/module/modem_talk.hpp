#pragma once

#include "firmware/module/at_line.hpp"
#include "firmware/module/sim_records.hpp"

#include <stdint.h>

namespace stapel::firmware {

struct Module;

/// The commands of the dialogue with the transceiver, in their order; from `watch_sim` on they are repeated for ever.
enum class ModemStep : uint8_t {
    wake,
    echo_off,
    error_codes,
    sim,
    imei,
    revision,
    iccid,
    storage,
    pdu_mode,
    records,
    read_rat_mode,
    rat_mode,
    read_iot_mode,
    iot_mode,
    band,
    context,
    watch_sim,
    eps_registration,
    registration,
    gprs_registration,
    signal,
    carrier,
    address,
    end,
};

/// Where the dialogue stands.
struct ModemTalk {
    AtLine line;
    ModemStep step;
    bool asked;         ///< the step's command is out, its final code has not come
    bool told;          ///< the step's information has come
    bool sim_ready;     ///< at the end of the last CPIN
    bool records_done;  ///< read and judged, once a boot
    bool given_up;      ///< nobody needs to wait for records: no transceiver, or no SIM that can be read
    uint8_t tries;      ///< of the step, that ended without a result
    uint8_t unanswered; ///< commands since the last answer
    uint32_t due_ms;    ///< of the next command, or of the answer
    uint8_t rat_mode, iot_mode;  ///< as the transceiver says
    uint16_t seen;      ///< registration states of this round, a bit each
    uint32_t net_said;  ///< CRC of the last `@net`, 0 = none
    SimRecords records;
};

/// Dialect 3: the self-test's time; the dialogue begins after it, at `RDY`, or unasked from 3 s on.
constexpr uint32_t selftest_ms = 2000;

void start_modem(Module& module);
void step_modem(Module& module);
void on_modem_byte(Module& module, uint8_t byte);
[[nodiscard]] uint32_t modem_wake_ms(const Module& module);
/// Were the SIM's settings records judged, or is there nothing to wait for?
[[nodiscard]] bool modem_settled(const Module& module);

}  // namespace stapel::firmware
