#include "flasher/write_plan.hpp"

#include <algorithm>

namespace stapel::flasher {
namespace {

constexpr std::uint32_t window = 256;

std::uint32_t down(std::uint32_t value, std::uint32_t unit) { return value - value % unit; }

/// Lets the packet reach up to `end` and puts the piece into it.
void put(Packet& packet, const Piece& piece, std::uint32_t write_unit) {
    const std::uint32_t end = down(static_cast<std::uint32_t>(piece.address + piece.bytes.size()) - 1, write_unit) +
                              write_unit;
    packet.size = end - packet.address;
    std::ranges::copy(piece.bytes, packet.bytes.begin() + (piece.address - packet.address));
}

bool is_blank(const Packet& packet) {
    return std::ranges::all_of(packet.view(), [](std::byte b) { return b == std::byte{0xFF}; });
}

}  // namespace

std::vector<Piece> pieces_of(const Image& image) {
    std::vector<Piece> pieces;
    for (const auto& [start, bytes] : image.blocks()) {
        std::uint32_t address = start;
        for (ByteView rest(bytes); !rest.empty();) {
            const std::size_t size = std::min<std::size_t>(rest.size(), window - address % window);
            pieces.push_back({address, rest.first(size)});
            address += static_cast<std::uint32_t>(size);
            rest = rest.subspan(size);
        }
    }
    return pieces;
}

std::vector<Packet> packets_of(const Image& image, const Chip& chip) {
    std::vector<Packet> packets;
    for (const Piece& piece : pieces_of(image)) {
        if (packets.empty() || down(packets.back().address, window) != down(piece.address, window)) {
            packets.emplace_back().address = down(piece.address, chip.write_unit);
            packets.back().bytes.fill(std::byte{0xFF});
        }
        put(packets.back(), piece, chip.write_unit);
    }
    std::erase_if(packets, is_blank);
    return packets;
}

std::vector<std::uint32_t> units_of(const Image& image, const Chip& chip) {
    std::vector<std::uint32_t> units;
    for (const Piece& piece : pieces_of(image)) {
        const std::uint32_t unit = unit_of(chip, piece.address);  // a unit holds whole windows
        if (units.empty() || units.back() != unit) units.push_back(unit);
    }
    return units;
}

}  // namespace stapel::flasher
