#pragma once

#include "firmware/jig/session.hpp"
#include "firmware/jig/status.hpp"

#include <stddef.h>
#include <stdint.h>

namespace stapel::firmware::jig {

enum class Sim : uint8_t { chip, card, none };
enum class Antenna : uint8_t { coupler, open };
enum class Lamp : uint8_t { off, blue, green, red, amber };

/// Everything the controller drives; the values here are those at start and after `*RST`.
struct Outputs {
    bool output = false;  ///< the module's supply
    bool boot = false;    ///< boot strap
    bool reset = true;    ///< host held in reset
    bool meter_loop = false;
    Sim sim = Sim::chip;
    Antenna antenna = Antenna::coupler;
    Lamp lamp = Lamp::off;
    int32_t supply_mv = 4000;
    int32_t limit_ma = 2000;
};

/// Everything the controller sees, debounced.
struct Inputs {
    bool lid_closed = false;
    bool start_pressed = false;
    bool nest_occupied = false;
    bool tripped = false;  ///< the supply's current is, or was since the last look, above `limit_ma`
};

/// What the controller is built into. The functions get `context`, never block and are never null; the texts are
/// terminated by zero and live as long as the jig.
struct Hardware {
    void* context;
    void (*apply)(void* context, const Outputs& outputs);
    Inputs (*inputs)(void* context);
    int32_t (*supply_mv)(void* context);
    int32_t (*mean_current_ua)(void* context);       ///< over 20 ms
    int32_t (*take_peak_current_ua)(void* context);  ///< since the last call
    void (*store_cycles)(void* context, uint32_t cycles);
    uint32_t stored_cycles;
    const char* serial;
    const char* version;
    const char* calibration_due;  ///< ISO date
};

/// A jig's whole state.
struct Jig {
    Hardware hardware;
    Outputs outputs;
    Status status;
    uint32_t cycles = 0;
    bool lid_closed = false;
    uint32_t watchdog_ms = 0;   ///< 0 = off
    bool watchdog_fed = false;  ///< a message came since it fired last
    uint32_t last_message_ms = 0;
};

/// Nothing to do until bytes come.
inline constexpr uint32_t no_wake = UINT32_MAX;

// Times are a counter of milliseconds that may wrap around. Nothing here blocks.

/// Brings the jig into its start state and drives the outputs accordingly. A lid that stands closed is not counted.
void start(Jig& jig, const Hardware& hardware);
/// Takes what came over a session and carries out every message that is complete; answers stand in its output.
void on_bytes(Jig& jig, Session& session, uint32_t now_ms, const uint8_t* bytes, size_t count);
/// Looks after watchdog, lid and trip.
void on_time(Jig& jig, uint32_t now_ms);
/// How long `on_time` may wait at most.
[[nodiscard]] uint32_t time_to_wake_ms(const Jig& jig, uint32_t now_ms);
/// Output off, strap off, reset held, and why.
void make_safe(Jig& jig, const Error& why);
/// `*RST`: outputs in their start state, watchdog off; status and errors stay (IEEE 488.2, 10.32).
void reset(Jig& jig);

/// Looks after lid and trip; part of `on_time`, and done between the commands of a message.
void supervise(Jig& jig);
/// Drives the outputs as `jig.outputs` says.
void apply(const Jig& jig);

}  // namespace stapel::firmware::jig
