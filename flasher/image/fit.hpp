#pragma once

#include "flasher/chip.hpp"
#include "flasher/image/image_file.hpp"

#include <optional>

namespace stapel::flasher {

/// Why this file must not go onto this chip, with its place in the file; none when it may. What `image_problem` finds,
/// and a DFU file for another USB device.
[[nodiscard]] std::optional<ImageError> problem_on(const ImageFile& file, const Chip& chip);

/// Why it must go onto no chip that is known here; none when it fits one. Before a ROM has told which chip it is, this
/// is all that can be found out.
[[nodiscard]] std::optional<ImageError> problem_on_all_chips(const ImageFile& file);

}  // namespace stapel::flasher
