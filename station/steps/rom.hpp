#pragma once

#include "flasher/an3155.hpp"
#include "flasher/dfuse.hpp"
#include "station/run/step_context.hpp"

#include <functional>
#include <optional>
#include <string>

namespace stapel::steps {

/// The module in its ROM bootloader, the UART in step with it.
struct UartRom {
    flasher::An3155& rom;
    bool slower_left = false;  ///< `rom_lost_sync` makes the work begin again at a slower rate
};

/// Restarts the module into its ROM bootloader and works there over the channel `host`, at the first of the step's rates
/// (`baud`, fastest first) that the line carries; the module must be powered. A rate is given up when the ROM does not
/// answer at it or the work ends in `rom_lost_sync`: the module is restarted, the next rate tried, and `work` called
/// again. What the run has learnt so is kept for its later steps. Measures `baud`. `patience` of the step is the nominal
/// time that the ROM may need to its first answer.
void work_over_uart(run::StepContext& context, const std::function<void(const UartRom& entry)>& work);

/// The same over the channel `dfu`, where there are no rates; beside its patience the bus has 10 s to find the device.
void work_over_usb(run::StepContext& context, const std::function<void(flasher::DfuSe& rom)>& work);

/// Does the step's `through` name USB?
[[nodiscard]] bool is_over_usb(const run::StepContext& context);

/// The serial in the chip, remembered in the run's facts; throws `serial_differs` when the label has another.
/// None when the chip has none.
[[nodiscard]] std::optional<std::string> check_serial(run::StepContext& context, flasher::Bootloader& rom);

}  // namespace stapel::steps
