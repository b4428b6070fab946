#include "station/steps/rom.hpp"

#include "flasher/module_image.hpp"

namespace stapel::steps {
namespace {

constexpr auto reset_pulse = std::chrono::milliseconds(20);

}  // namespace

flasher::An3155 enter_rom(run::StepContext& context, std::uint32_t baud, Duration patience) {
    context.jig_command("ROUT:RES ON;:ROUT:BOOT ON");
    context.pause(reset_pulse);
    auto& host = context.channel("host");
    flasher::An3155 rom(host, context.clock(), context.stop(), {.baud = baud});
    context.jig_command("ROUT:RES OFF");
    rom.sync(context.tempo().answer_wait(patience));
    return rom;
}

std::optional<std::string> check_serial(run::StepContext& context, flasher::An3155& rom) {
    const auto field = flasher::decode_serial(
        rom.read(rom.chip().flash_start + flasher::serial_offset, flasher::serial_length));
    if (!field.serial) return std::nullopt;  // blank, or bytes of a foreign program
    context.facts().serial = *field.serial;
    const auto& label = context.facts().label.serial;
    if (!label.empty() && label != *field.serial)
        throw Failure(Code::serial_differs, "label " + label + ", chip " + *field.serial);
    return field.serial;
}

}  // namespace stapel::steps
