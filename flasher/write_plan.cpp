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

std::vector<Piece> pieces_of(std::uint32_t address, ByteView bytes) {
    std::vector<Piece> pieces;
    while (!bytes.empty()) {
        const std::size_t size = std::min<std::size_t>(bytes.size(), window - address % window);
        pieces.push_back({address, bytes.first(size)});
        address += static_cast<std::uint32_t>(size);
        bytes = bytes.subspan(size);
    }
    return pieces;
}

std::vector<Piece> pieces_of(const Image& image) {
    std::vector<Piece> all;
    for (const auto& [start, bytes] : image.blocks()) {
        const auto pieces = pieces_of(start, bytes);
        all.insert(all.end(), pieces.begin(), pieces.end());
    }
    return all;
}

std::vector<UnitPackets> write_order(const std::vector<Packet>& packets, const Chip& chip) {
    std::vector<UnitPackets> order;
    for (const Packet& packet : packets) {
        const std::uint32_t unit = unit_of(chip, packet.address);
        if (order.empty() || order.back().unit != unit) order.push_back({unit, {}});
        order.back().packets.push_back(&packet);
    }
    if (order.empty()) return order;
    auto& lowest = order.front().packets;
    std::rotate(lowest.begin(), lowest.begin() + 1, lowest.end());
    std::rotate(order.begin(), order.begin() + 1, order.end());
    return order;
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
