#include "station/steps/rom.hpp"

#include "fixtures/transport/latency.hpp"
#include "flasher/module_image.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace stapel::steps {
namespace {

using namespace std::chrono_literals;

constexpr auto reset_pulse = 20ms;
/// A root hub enumerates its devices one after the other, and a dead one delays all others.
constexpr Duration enumeration = 10s;
constexpr auto usb_reset_pulse = 200ms;  // a hub needs 100 ms to be sure that a device went (USB 2.0, 7.1.7.3)
/// A ROM needs 80 to 400 ms to its first answer; one that has not answered a fast rate by then measured it wrongly.
constexpr Duration fast_patience = 1s;

void hold_with_boot_strap(run::StepContext& context, Duration pulse) {
    context.jig_command("ROUT:RES ON;:ROUT:BOOT ON");
    context.pause(pulse);
}

void let_go(run::StepContext& context) { context.jig_command("ROUT:RES OFF"); }

/// The step's rates without those that the run has found to be too fast; the slowest always stays.
std::vector<std::uint32_t> rates_left(const run::StepContext& context) {
    auto rates = context.rates("baud");
    const std::uint32_t lost = context.facts().rom_rate_lost;
    while (rates.size() > 1 && lost != 0 && rates.front() >= lost) rates.erase(rates.begin());
    return rates;
}

/// What a line that is too fast may look like; anything else is the module's or the station's own trouble.
bool blames_line(Code code) {
    return code == Code::rom_silent || code == Code::rom_lost_sync || code == Code::rom_refused ||
           code == Code::chip_unknown || code == Code::line_settings_refused;
}

}  // namespace

void work_over_uart(run::StepContext& context, const std::function<void(const UartRom& entry)>& work) {
    const Duration patience = context.duration("patience");
    const auto rates = rates_left(context);
    if (const auto slow = transport::latency_problem(context.channel("host").address()); !slow.empty())
        context.log("warning", "host: " + slow);
    for (const std::uint32_t baud : rates) {
        const bool last = baud == rates.back();
        try {
            hold_with_boot_strap(context, reset_pulse);
            flasher::An3155 rom(context.channel("host"), context.clock(), context.stop(), {.baud = baud});
            let_go(context);
            rom.sync(context.tempo().answer_wait(last ? patience : std::min(patience, fast_patience)));
            work({rom, !last});
            context.measure("baud", static_cast<double>(baud));
            return;
        } catch (const Failure& failure) {
            if (last || !blames_line(failure.code())) throw;
            context.log("warning", fmt::format("{} baud given up: {}", baud, failure.what()));
            context.facts().rom_rate_lost = baud;
        }
    }
}

void work_over_usb(run::StepContext& context, const std::function<void(flasher::DfuSe& rom)>& work) {
    hold_with_boot_strap(context, usb_reset_pulse);
    const auto open = [&context](TimePoint deadline, const std::stop_token& stop) {
        return context.open_usb("dfu", deadline, stop);
    };
    flasher::DfuSe rom(open, context.clock(), context.stop());
    let_go(context);
    rom.connect(context.tempo().answer_wait(context.duration("patience")) + enumeration);
    work(rom);
}

bool is_over_usb(const run::StepContext& context) { return context.text("through") == "usb"; }

std::optional<std::string> check_serial(run::StepContext& context, flasher::Bootloader& rom) {
    const auto field = flasher::decode_serial(
        rom.read_twice(rom.chip().flash_start + flasher::serial_offset, flasher::serial_length));
    if (!field.serial) return std::nullopt;  // blank, or bytes of a foreign program
    context.facts().serial = *field.serial;
    const auto& label = context.facts().label.serial;
    if (!label.empty() && label != *field.serial)
        throw Failure(Code::serial_differs, "label " + label + ", chip " + *field.serial);
    return field.serial;
}

}  // namespace stapel::steps
