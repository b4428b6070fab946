#pragma once

#include "firmware/module/characters.hpp"

#include <stdint.h>

namespace stapel::firmware {

struct Module;

/// The final code of a command (protocols 3.1).
struct FinalCode {
    bool final = false;  ///< else the line is information, or nothing of ours
    int error = 0;       ///< 0 = OK, the number of `+CME ERROR` or `+CMS ERROR`, -1 without one
};
[[nodiscard]] FinalCode final_code(Slice line);

/// The transceiver or its SIM is busy: asking again helps (CME 14, CMS 314).
[[nodiscard]] bool is_busy(int error);

// What lines of information tell, each put into `module.network` or `module.modem`. False when the line is not an
// answer to that command: an unsolicited one may come at any time.
bool take_sim_state(Module& module, Slice line);         ///< `+CPIN:`
bool take_imei(Module& module, Slice line);              ///< fifteen digits
bool take_revision(Module& module, Slice line);          ///< `Revision:4B07SIM7070G`: 4
bool take_iccid(Module& module, Slice line);             ///< bare or behind a name, quoted or not, filler F or none
bool take_rat_mode(Module& module, Slice line);          ///< `+CNMP:`
bool take_iot_mode(Module& module, Slice line);          ///< `+CMNB:`
bool take_registration(Module& module, Slice line);      ///< `+CEREG:`, `+CREG:`, `+CGREG:`
bool take_signal(Module& module, Slice line);            ///< `+CSQ:`
bool take_carrier(Module& module, Slice line);           ///< `+COPS:`, of which the access technology counts
bool take_address(Module& module, Slice line);           ///< `+CGPADDR:`

/// What an error answer to CPIN says of the SIM.
void take_sim_error(Module& module, int error);
/// Judges the registration states that a round has seen.
void judge_registration(Module& module);
/// Nothing is known of SIM and network any more; the identities stay.
void forget_network(Module& module);

}  // namespace stapel::firmware
