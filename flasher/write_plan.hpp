#pragma once

#include "flasher/chip.hpp"
#include "flasher/image.hpp"

#include <cstdint>
#include <vector>

namespace stapel::flasher {

constexpr std::byte erased{0xFF};  ///< what a blank cell reads as

[[nodiscard]] bool is_blank(ByteView bytes);

/// What one write carries: whole write units of the chip, gaps and edges filled with 0xFF.
struct Block {
    std::uint32_t address = 0;
    Bytes bytes;
};

/// The blocks that bring an image onto an erased flash, by address. None passes a multiple of `size`, which divides
/// every unit of the chip; those that would only write 0xFF are left out.
[[nodiscard]] std::vector<Block> blocks_of(const Image& image, const Chip& chip, std::size_t size);

/// The image's own bytes in pieces that pass no multiple of `size`, by address.
struct Piece {
    std::uint32_t address = 0;
    ByteView bytes;
};
[[nodiscard]] std::vector<Piece> pieces_of(const Image& image, std::size_t size);
[[nodiscard]] std::vector<Piece> pieces_of(std::uint32_t address, ByteView bytes, std::size_t size);

/// The blocks of one unit, in the order of their writing.
struct UnitBlocks {
    std::uint32_t unit = 0;
    std::vector<const Block*> blocks;
};

/// Blocks unit by unit in the order of their writing: the lowest unit last, and in it the first block last of all. A
/// chip whose writing was cut short thus has no vector table and no header: it starts nothing.
[[nodiscard]] std::vector<UnitBlocks> write_order(const std::vector<Block>& blocks, const Chip& chip);

/// Numbers of the units that hold bytes of the image, ascending.
[[nodiscard]] std::vector<std::uint32_t> units_of(const Image& image, const Chip& chip);

}  // namespace stapel::flasher
