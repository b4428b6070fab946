#pragma once

#include "flasher/an3155.hpp"
#include "station/run/step_context.hpp"

#include <optional>
#include <string>

namespace stapel::steps {

/// Restarts the module into its ROM bootloader and synchronises; the module must be powered. `patience` is the
/// nominal time that the ROM may need to its first answer.
[[nodiscard]] flasher::An3155 enter_rom(run::StepContext& context, std::uint32_t baud, Duration patience);

/// The serial in the chip, remembered in the run's facts; throws `serial_differs` when the label has another.
/// None when the chip has none.
[[nodiscard]] std::optional<std::string> check_serial(run::StepContext& context, flasher::An3155& rom);

}  // namespace stapel::steps
