#include "firmware/module/module.hpp"

#include "firmware/module/fault.hpp"
#include "firmware/module/line.hpp"

namespace stapel::firmware {
namespace {

constexpr uint32_t boot_ms = 300;           // dialect 3
constexpr uint32_t latest_ready_ms = 30000; // protocols 5.11
// Due times are compared as they stand: the clock must not begin anew from 0 under them, so the module does before.
constexpr uint32_t longest_run_ms = UINT32_MAX / 2;

const char* text_of(ResetCause cause) {
    switch (cause) {
    case ResetCause::power: return "power";
    case ResetCause::pin: return "pin";
    case ResetCause::soft: return "soft";
    case ResetCause::watchdog: return "watchdog";
    case ResetCause::brownout: return "brownout";
    }
    return "";
}

const char* text_of(Health health) {
    switch (health) {
    case Health::ok: return "ok";
    case Health::fail: return "fail";
    case Health::absent: return "absent";
    }
    return "";
}

void say_boot(const Module& module) {
    Line line;
    add(line, "@boot type=");
    add(line, module.image.type);
    add(line, " version=");
    add(line, module.image.version);
    add(line, " serial=");
    add(line, module.image.serial[0] != 0 ? module.image.serial : "none");
    add(line, " crc=");
    add_hex(line, module.image.crc);
    add(line, " reset=");
    add(line, text_of(module.cause));
    send(module.hal, line);
}

void introduce(Module& module) {
    say_boot(module);
    if (module.cause == ResetCause::brownout) say_fault(module, Fault::brownout);
    if (module.cause == ResetCause::watchdog) say_fault(module, Fault::watchdog);
    if (module.store == StoreHealth::one_bad) say_fault(module, Fault::settings_one_bad);
    if (module.store == StoreHealth::both_bad) say_fault(module, Fault::settings_both_bad);
}

void add_health(Line& line, const Module& module, const char* name, Part part) {
    add(line, name);
    add(line, text_of(module.hal.health(module.hal.context, part)));
}

// Flash is good here, the image's CRC was proven; blank settings copies mean factory settings and no fault, and one
// good copy is enough.
void say_selftest(const Module& module) {
    Line line;
    add(line, "@selftest flash=ok settings=");
    add(line, text_of(module.store == StoreHealth::both_bad ? Health::fail : Health::ok));
    add_health(line, module, " modem=", Part::modem);
    add_health(line, module, " sim=", Part::sim);
    add_health(line, module, " clock=", Part::clock);
    send(module.hal, line);
}

void become_ready(Module& module) {
    module.ready_at_ms = now_ms(module);
    Line line;
    add(line, "@ready ms=");
    add_decimal(line, module.ready_at_ms);
    send(module.hal, line);
    start_reader(module);
}

Phase phase_after(BootVerdict verdict) {
    switch (verdict) {
    case BootVerdict::silent: return Phase::silent;
    case BootVerdict::rejected: return Phase::rejecting;
    case BootVerdict::good: return Phase::booting;
    }
    return Phase::silent;
}

Phase act(Module& module) {
    switch (module.phase) {
    case Phase::rejecting: say_fault(module, Fault::image_crc); return Phase::silent;
    case Phase::booting: introduce(module); return Phase::testing;
    case Phase::testing: say_selftest(module); return Phase::warming;
    case Phase::warming: become_ready(module); return Phase::ready;
    case Phase::silent:
    case Phase::ready: break;
    }
    return module.phase;
}

// Settings records of the SIM count before the module is ready, but it waits for them no longer than it may take.
uint32_t ready_due_ms(const Module& module) {
    if (modem_settled(module) || module.board.ready_ms > latest_ready_ms) return module.board.ready_ms;
    return latest_ready_ms;
}

uint32_t phase_wake_ms(const Module& module) {
    switch (module.phase) {
    case Phase::rejecting:
    case Phase::booting: return boot_ms;
    case Phase::testing: return selftest_ms;
    case Phase::warming: return ready_due_ms(module);
    case Phase::silent:
    case Phase::ready: break;
    }
    return no_wake_ms;
}

bool runs(const Module& module) { return module.phase != Phase::silent && module.phase != Phase::rejecting; }

void take_up_work(Module& module) {
    module.store = load(module.hal, module.board, module.stored);
    module.in_effect = module.stored.settings;
    start_modem(module);
    start_port(module);
}

uint32_t earlier(uint32_t left, uint32_t right) { return left < right ? left : right; }

}  // namespace

void start(Module& module, ResetCause cause) {
    const Hal hal = module.hal;
    const Board board = module.board;
    module = Module{};
    module.hal = hal;
    module.board = board;
    module.cause = cause;
    module.phase = phase_after(check_image(module.hal, module.board, module.image));
    if (runs(module)) take_up_work(module);
}

void step(Module& module) {
    if (now_ms(module) >= phase_wake_ms(module)) module.phase = act(module);
    if (!runs(module)) return;
    if (now_ms(module) >= longest_run_ms) return module.hal.restart(module.hal.context);
    step_modem(module);
    if (module.phase != Phase::ready) return;
    step_port(module);
    step_reader(module);
    step_display(module);
}

void on_bytes(Module& module, Uart uart, const uint8_t* bytes, size_t length) {
    if (!runs(module)) return;
    for (size_t at = 0; at < length; ++at) {
        if (uart == Uart::modem) on_modem_byte(module, bytes[at]);
        if (uart == Uart::meter && module.phase == Phase::ready) on_meter_byte(module, bytes[at]);
    }
}

uint32_t next_wake_ms(const Module& module) {
    const uint32_t phase_ms = phase_wake_ms(module);
    if (!runs(module)) return phase_ms;
    const uint32_t early_ms = earlier(longest_run_ms, earlier(phase_ms, modem_wake_ms(module)));
    if (module.phase != Phase::ready) return early_ms;
    const uint32_t meter_ms = earlier(reader_wake_ms(module), display_wake_ms(module));
    return earlier(early_ms, earlier(port_wake_ms(module), meter_ms));
}

}  // namespace stapel::firmware
