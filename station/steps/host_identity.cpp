#include "flasher/module_image.hpp"
#include "station/run/step_context.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/rom.hpp"

namespace stapel::steps {
namespace {

constexpr std::uint32_t probe_baud = 115200;
constexpr std::size_t uid_length = 12;

}  // namespace

void host_identity(run::StepContext& context) {
    auto rom = enter_rom(context, probe_baud, context.duration("patience"));
    const auto& chip = rom.chip();
    context.facts().uid = to_hex(rom.read(chip.uid_address, uid_length));
    context.measure("uid", context.facts().uid);
    const auto serial = check_serial(context, rom);
    context.measure("serial", serial.value_or("none"));
    const auto version = flasher::peek_version(rom.read(chip.flash_start + flasher::header_offset, flasher::header_length));
    context.measure("version", version.value_or("none"));
}

}  // namespace stapel::steps
