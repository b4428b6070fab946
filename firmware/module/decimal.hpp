#pragma once

#include "firmware/module/characters.hpp"

#include <stdint.h>

namespace stapel::firmware {

/// A number's decimal digits, ended by a zero.
struct DecimalText {
    char text[11];
};
[[nodiscard]] DecimalText decimal_text(uint32_t value);

/// Digits and nothing else; numbers beyond the range stay at its end. False when there is none or something else.
[[nodiscard]] bool parse_decimal(Slice digits, int32_t& value);

}  // namespace stapel::firmware
