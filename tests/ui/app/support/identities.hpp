#pragma once

#include <string>

namespace stapel::app::test {

// Identities as the line's modules carry them: made from a number, alike every time, with right check digits.

[[nodiscard]] std::string serial_of(int number);  ///< `S3106871343`
[[nodiscard]] std::string imei_of(int number);    ///< 15 digits, the last the check digit (3GPP TS 23.003, annex B)
[[nodiscard]] std::string iccid_of(int number);   ///< 20 digits, the last the check digit (ITU-T E.118, 4.1.4)
[[nodiscard]] std::string run_of(int number);     ///< a UUIDv7

/// What a scanner reads from that module's label.
[[nodiscard]] std::string label_of(int number);

}  // namespace stapel::app::test
