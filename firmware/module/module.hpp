#pragma once

#include "firmware/module/boot_check.hpp"
#include "firmware/module/facts.hpp"
#include "firmware/module/hal.hpp"
#include "firmware/module/meter_display.hpp"
#include "firmware/module/meter_port.hpp"
#include "firmware/module/meter_reader.hpp"
#include "firmware/module/modem_talk.hpp"
#include "firmware/module/store.hpp"

namespace stapel::firmware {

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
    Stored stored;       ///< as it stands in flash; passwords count from here
    StoreHealth store;   ///< of the last start
    Settings in_effect;  ///< what everything else works with: the stored settings of the last start
    NetworkFacts network;
    MeterFacts meter;
    uint32_t ready_at_ms;  ///< when `@ready` was said, while `phase` is ready
    uint32_t faults_said;  ///< one bit a `Fault`
    ModemTalk modem;
    MeterPort port;
    MeterReader reader;
    IecReader iec;
    DlmsReader dlms;
    MeterDisplay display;
};

/// Starts the module after a reset, at millis() 0: judges its image and loads its settings, mending their copies.
/// Nothing is said yet. Of `module` only `hal` and `board` must be filled; everything else begins anew.
void start(Module& module, ResetCause cause);

/// Does what is due by millis().
void step(Module& module);

/// Bytes that arrived on a UART at millis(). Those of the console are ignored, those of the meter until `@ready` too.
void on_bytes(Module& module, Uart uart, const uint8_t* bytes, size_t length);

/// When `step` has something to do again, in millis(), maybe at once; `no_wake_ms` = never.
[[nodiscard]] uint32_t next_wake_ms(const Module& module);

[[nodiscard]] inline uint32_t now_ms(const Module& module) { return module.hal.millis(module.hal.context); }

}  // namespace stapel::firmware
