#include "flasher/module_image.hpp"
#include "station/run/step_context.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/rom.hpp"

namespace stapel::steps {

void host_identity(run::StepContext& context) {
    std::string uid;
    std::optional<std::string> serial, version;
    const auto look = [&](flasher::Bootloader& rom) {
        uid = rom.uid();
        serial = check_serial(context, rom);
        version = flasher::peek_version(
            rom.read_twice(rom.chip().flash_start + flasher::header_offset, flasher::header_length));
    };
    if (is_over_usb(context)) work_over_usb(context, look);
    else work_over_uart(context, [&](const UartRom& entry) { look(entry.rom); });
    context.measure("uid", uid);
    context.measure("serial", serial.value_or("none"));
    context.measure("version", version.value_or("none"));
}

}  // namespace stapel::steps
