#pragma once

#include "station/run/dialogue.hpp"
#include "station/run/label.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace stapel::run {

/// What a run has found out about its module; steps read and add.
struct Facts {
    Label label;         ///< empty when nothing was scanned
    std::string serial;  ///< in the chip; empty until read
    std::string imei, iccid, meter_serial;
    std::uint32_t rom_rate_lost = 0;  ///< slowest baud rate that the line to the ROM did not carry; 0 = all did so far
    Dialogue dialogue;

    [[nodiscard]] const std::string& known_serial() const { return serial.empty() ? label.serial : serial; }
    [[nodiscard]] const std::string& known_imei() const { return imei.empty() ? label.imei : imei; }
    [[nodiscard]] const std::string& known_iccid() const { return iccid.empty() ? label.iccid : iccid; }
};

}  // namespace stapel::run
