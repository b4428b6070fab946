#pragma once

#include "flasher/dfuse.hpp"
#include "flasher/flash.hpp"

namespace stapel::flasher {

/// What one block carries: where it stands and its bytes, gaps and edges filled with 0xFF.
struct Block {
    std::uint32_t address = 0;
    Bytes bytes;
};

/// The blocks that bring an image onto an erased flash, by address: each begins at a multiple of `size` from the start
/// of the flash and ends with the last write unit that holds something. Those that would only write 0xFF are left out.
[[nodiscard]] std::vector<Block> blocks_of(const Image& image, const Chip& chip, std::size_t size);

/// As for the bootloader on a UART: erases what the image needs, writes, reads back and compares.
[[nodiscard]] Result write_image(DfuSe& rom, const Image& image, const Job& job);

}  // namespace stapel::flasher
