#pragma once

#include "firmware/module/line.hpp"
#include "firmware/module/settings.hpp"

namespace stapel::firmware {

// What the settings want of the transceiver, as arguments of SIMCom's commands (protocols 3.5).

/// `AT+CNMP=`: 2 automatic, 13 GSM, 38 LTE.
[[nodiscard]] uint8_t wanted_rat_mode(const Settings& settings);
/// `AT+CMNB=`: 1 CAT-M, 2 NB-IoT, 3 both.
[[nodiscard]] uint8_t wanted_iot_mode(const Settings& settings);
/// `AT+CBAND=`
void add_band(Line& line, const Settings& settings);
/// `AT+CGDCONT=`: context 1 with the APN.
void add_context(Line& line, const Settings& settings);

}  // namespace stapel::firmware
