#pragma once

#include "flasher/chip.hpp"
#include "flasher/image.hpp"
#include "station/run/step_context.hpp"

#include <string>

namespace stapel::steps {

/// Puts into the image what its module alone has: the serial and the plan's unit data. `uid` is the chip's. A module
/// keeps the serial that it has; else its label's is taken, else the next of the plan's pool. When it returns, records on
/// disk say what may stand in this module from now on. `image_unusable`, `serial_missing`, `serial_differs`,
/// `number_taken`, `numbers_exhausted`.
void personalise(run::StepContext& context, const flasher::Chip& chip, const std::string& uid, flasher::Image& image);

}  // namespace stapel::steps
