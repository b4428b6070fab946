#pragma once

#include "firmware/jig/text.hpp"

#include <stdint.h>

namespace stapel::firmware::jig {

/// A number with its unit, in thousandths of the unit. `ok` is false when it is no number or has another unit.
struct Number {
    bool ok = false;
    int64_t milli = 0;  ///< rounded half away from zero; held at +-10^15 when greater
};

/// Reads NRf (IEEE 488.2, 7.7.2: `4`, `4.0`, `.4E1`, `400E-2`) and an optional suffix: `unit` or `unit` with `M` for
/// milli before it, in any case. An empty `unit` allows no suffix.
[[nodiscard]] Number parse_number(Text text, const char* unit);

}  // namespace stapel::firmware::jig
