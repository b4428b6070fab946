#pragma once

#include "firmware/module/module.hpp"

namespace stapel::firmware {

/// Appendix A's byte: bit 1 a GPRS mode is on, bit 2 GPRS session, bit 3 TCP connection, bits 5 to 7 server's answer.
[[nodiscard]] uint8_t status_byte(const Module& module);

/// The value of the LCD (protocols 1.9, 5.8, 5.9): G1F1 most significant.
[[nodiscard]] uint32_t lcd_value(const Module& module);

/// The identifier in MCVAL by module type (dialect 5).
[[nodiscard]] uint16_t lcd_id(const Module& module);

/// Is one of these switches (`SwitchBit`) on, in effect?
[[nodiscard]] bool is_on(const Module& module, int32_t switches);

/// Has the network given the module an IP address?
[[nodiscard]] bool has_ip(const Module& module);

/// The radio standard in words: `NB-IoT`, `GSM`, `CAT-M1`; `none` while there is none.
[[nodiscard]] const char* text_of(Rat rat);

}  // namespace stapel::firmware
