#pragma once

#include "flasher/chip.hpp"
#include "flasher/image.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace stapel::flasher {

/// What one Write memory carries: aligned to the chip's write unit, gaps and edges filled with 0xFF.
struct Packet {
    std::uint32_t address = 0;
    std::size_t size = 0;
    std::array<std::byte, 256> bytes{};

    [[nodiscard]] ByteView view() const { return ByteView(bytes).first(size); }
};

/// The packets that bring an image onto an erased flash, by address, one per aligned 256 bytes; those that would only
/// write 0xFF are left out.
[[nodiscard]] std::vector<Packet> packets_of(const Image& image, const Chip& chip);

/// The image's own bytes in pieces that pass no multiple of 256, by address.
struct Piece {
    std::uint32_t address = 0;
    ByteView bytes;
};
[[nodiscard]] std::vector<Piece> pieces_of(const Image& image);
[[nodiscard]] std::vector<Piece> pieces_of(std::uint32_t address, ByteView bytes);

/// The packets of one unit, in the order of their writing.
struct UnitPackets {
    std::uint32_t unit = 0;
    std::vector<const Packet*> packets;
};

/// Packets unit by unit in the order of their writing: the lowest unit last, and in it the first packet last of all. A
/// chip whose writing was cut short thus has no vector table and no header: it starts nothing.
[[nodiscard]] std::vector<UnitPackets> write_order(const std::vector<Packet>& packets, const Chip& chip);

/// Numbers of the units that hold bytes of the image, ascending.
[[nodiscard]] std::vector<std::uint32_t> units_of(const Image& image, const Chip& chip);

}  // namespace stapel::flasher
