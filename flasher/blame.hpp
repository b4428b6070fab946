#pragma once

#include "flasher/bootloader.hpp"
#include "flasher/write_plan.hpp"

#include <vector>

namespace stapel::flasher {

/// Throws what a difference means after writing: `chip_write_protected` where nothing in its unit changes, else
/// `flash_mismatch`. Erases and writes parts of the unit to find out.
[[noreturn]] void blame(Bootloader& rom, const std::vector<Block>& blocks, const Difference& difference);

}  // namespace stapel::flasher
