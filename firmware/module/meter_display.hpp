#pragma once

#include <stdint.h>

namespace stapel::firmware {

struct Module;

/// What the module has its meter show (protocols 1.9, dialect 5): by MCVAL, or as an object of a SPODES meter.
struct MeterDisplay {
    uint32_t due_ms;  ///< of the next value
};

/// Hands the LCD value over every 10 s once the link is there, not within 2 s of any byte received.
void step_display(Module& module);
[[nodiscard]] uint32_t display_wake_ms(const Module& module);

}  // namespace stapel::firmware
