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
/// A ROM needs 80 to 400 ms to its first answer; one that has not answered a fast rate by then measured it wrongly.
constexpr Duration fast_patience = 1s;

flasher::An3155 enter(run::StepContext& context, std::uint32_t baud, Duration patience) {
    context.jig_command("ROUT:RES ON;:ROUT:BOOT ON");
    context.pause(reset_pulse);
    flasher::An3155 rom(context.channel("host"), context.clock(), context.stop(), {.baud = baud});
    context.jig_command("ROUT:RES OFF");
    rom.sync(context.tempo().answer_wait(patience));
    return rom;
}

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

void work_in_rom(run::StepContext& context, const std::function<void(const RomEntry& entry)>& work) {
    const Duration patience = context.duration("patience");
    const auto rates = rates_left(context);
    if (const auto slow = transport::latency_problem(context.channel("host").address()); !slow.empty())
        context.log("warning", "host: " + slow);
    for (const std::uint32_t baud : rates) {
        const bool last = baud == rates.back();
        try {
            auto rom = enter(context, baud, last ? patience : std::min(patience, fast_patience));
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

std::string read_uid(run::StepContext& context, flasher::An3155& rom) {
    return context.facts().uid = to_hex(rom.uid());
}

std::optional<std::string> check_serial(run::StepContext& context, flasher::An3155& rom) {
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
