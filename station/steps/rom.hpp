#pragma once

#include "flasher/an3155.hpp"
#include "station/run/step_context.hpp"

#include <functional>
#include <optional>
#include <string>

namespace stapel::steps {

/// The module in its ROM bootloader, the line in step with it.
struct RomEntry {
    flasher::An3155& rom;
    bool slower_left = false;  ///< `rom_lost_sync` makes the work begin again at a slower rate
};

/// Restarts the module into its ROM bootloader and works there, at the first of the step's rates (`baud`, fastest first)
/// that the line carries; the module must be powered. A rate is given up when the ROM does not answer at it or the work
/// ends in `rom_lost_sync`: the module is restarted, the next rate tried, and `work` called again. What the run has
/// learnt so is kept for its later steps. Measures `baud`. `patience` of the step is the nominal time that the ROM may
/// need to its first answer.
void work_in_rom(run::StepContext& context, const std::function<void(const RomEntry& entry)>& work);

/// The chip's unique identifier in hex digits, remembered in the run's facts.
[[nodiscard]] std::string read_uid(run::StepContext& context, flasher::An3155& rom);

/// The serial in the chip, remembered in the run's facts; throws `serial_differs` when the label has another.
/// None when the chip has none.
[[nodiscard]] std::optional<std::string> check_serial(run::StepContext& context, flasher::An3155& rom);

}  // namespace stapel::steps
