#pragma once

#include "firmware/module/boot_check.hpp"
#include "firmware/module/hal.hpp"

namespace firmware {

enum class ResetCause : uint8_t { power, pin, soft, watchdog, brownout };

/// What the module does next.
enum class Phase : uint8_t {
    silent,    ///< nothing, until the next reset
    rejecting, ///< complain of its image
    booting,   ///< introduce itself
    testing,   ///< tell its self-test
    warming,   ///< become ready
    ready,
};

constexpr uint32_t no_wake_ms = UINT32_MAX;

/// The whole state of one module.
struct Module {
    Hal hal;
    Board board;
    ResetCause cause;
    Phase phase;
    ImageFacts image;
};

/// Starts the module after a reset, at millis() 0: judges its image. Nothing is said yet.
void start(Module& module, ResetCause cause);

/// Does what is due by millis(): one console line, or a line and its faults.
void step(Module& module);

/// When `step` has something to do again, in millis(); `no_wake_ms` = never.
[[nodiscard]] uint32_t next_wake_ms(const Module& module);

}  // namespace firmware
