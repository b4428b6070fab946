#include "firmware/module/module.hpp"

#include "firmware/module/line.hpp"

namespace stapel::firmware {
namespace {

constexpr uint32_t boot_ms = 300, selftest_ms = 2000;  // dialect 3

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

void say_fault(const Hal& hal, const char* code) {
    Line line;
    add(line, "@fault code=");
    add(line, code);
    send(hal, line);
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

void introduce(const Module& module) {
    say_boot(module);
    if (module.cause == ResetCause::brownout || module.cause == ResetCause::watchdog)
        say_fault(module.hal, text_of(module.cause));
}

void add_health(Line& line, const Module& module, const char* name, Part part) {
    add(line, name);
    add(line, text_of(module.hal.health(module.hal.context, part)));
}

// Flash is good here, the image's CRC was proven; blank settings copies mean factory settings and no fault.
void say_selftest(const Module& module) {
    Line line;
    add(line, "@selftest flash=ok settings=ok");
    add_health(line, module, " modem=", Part::modem);
    add_health(line, module, " sim=", Part::sim);
    add_health(line, module, " clock=", Part::clock);
    send(module.hal, line);
}

void say_ready(const Module& module) {
    Line line;
    add(line, "@ready ms=");
    add_decimal(line, module.hal.millis(module.hal.context));
    send(module.hal, line);
}

Phase phase_after(BootVerdict verdict) {
    switch (verdict) {
    case BootVerdict::silent: return Phase::silent;
    case BootVerdict::rejected: return Phase::rejecting;
    case BootVerdict::good: return Phase::booting;
    }
    return Phase::silent;
}

Phase act(const Module& module) {
    switch (module.phase) {
    case Phase::rejecting: say_fault(module.hal, "image_crc"); return Phase::silent;
    case Phase::booting: introduce(module); return Phase::testing;
    case Phase::testing: say_selftest(module); return Phase::warming;
    case Phase::warming: say_ready(module); return Phase::ready;
    case Phase::silent:
    case Phase::ready: break;
    }
    return module.phase;
}

}  // namespace

void start(Module& module, ResetCause cause) {
    module.cause = cause;
    module.phase = phase_after(check_image(module.hal, module.board, module.image));
}

void step(Module& module) {
    if (module.hal.millis(module.hal.context) >= next_wake_ms(module)) module.phase = act(module);
}

uint32_t next_wake_ms(const Module& module) {
    switch (module.phase) {
    case Phase::rejecting:
    case Phase::booting: return boot_ms;
    case Phase::testing: return selftest_ms;
    case Phase::warming: return module.board.ready_ms;
    case Phase::silent:
    case Phase::ready: break;
    }
    return no_wake_ms;
}

}  // namespace stapel::firmware
