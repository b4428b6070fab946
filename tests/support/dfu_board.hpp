#pragma once

#include "fixtures/virtual/dfu_rom.hpp"
#include "fixtures/virtual/usb_plugged.hpp"
#include "tests/support/virtual_usb.hpp"

namespace stapel::test {

/// A ROM on USB in the middle of nothing: its flash, its time, and a place to plug it in.
struct DfuBoard {
    explicit DfuBoard(std::string_view name = "stm32f405", bool pace = false,
                      const char* uid_hex = "270058000B50313353313320")
        : chip(*bench::find_personality(name)), wire(pace), uid(from_hex(uid_hex)), memory(chip, flash, uid),
          rom({.chip = chip, .flash = flash, .memory = memory, .wire = wire, .pace = pace, .uid = uid}) {
        port.next_wake = [this] { return rom.next_wake(); };
        enter();
    }

    /// Reset with the boot strap on, and long enough for the device to show itself.
    void enter() {
        rom.enter(time.time);
        time.time += std::chrono::milliseconds(80);
    }

    const bench::Personality& chip;
    bench::FlashArray flash{chip};
    bench::Wire wire;
    Bytes uid;
    bench::RomMemory memory;
    bench::DfuRom rom;
    bench::UsbPlugged plugged{rom};
    UsbTime time;
    VirtualUsb::Port port{.device = plugged, .time = time};
};

}  // namespace stapel::test
