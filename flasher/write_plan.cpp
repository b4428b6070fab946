#include "flasher/write_plan.hpp"

#include <algorithm>

namespace stapel::flasher {
namespace {

std::uint32_t down(std::uint32_t value, std::size_t unit) { return static_cast<std::uint32_t>(value - value % unit); }

/// Lets the block reach to the end of the piece's last write unit and puts the piece into it.
void put(Block& block, const Piece& piece, std::uint32_t write_unit) {
    const std::uint32_t last = piece.address + static_cast<std::uint32_t>(piece.bytes.size()) - 1;
    block.bytes.resize(down(last, write_unit) + write_unit - block.address, erased);
    std::ranges::copy(piece.bytes, block.bytes.begin() + (piece.address - block.address));
}

}  // namespace

bool is_blank(ByteView bytes) {
    return std::ranges::all_of(bytes, [](std::byte byte) { return byte == erased; });
}

std::vector<Piece> pieces_of(std::uint32_t address, ByteView bytes, std::size_t window) {
    std::vector<Piece> pieces;
    while (!bytes.empty()) {
        const std::size_t size = std::min(bytes.size(), window - address % window);
        pieces.push_back({address, bytes.first(size)});
        address += static_cast<std::uint32_t>(size);
        bytes = bytes.subspan(size);
    }
    return pieces;
}

std::vector<Piece> pieces_of(const Image& image, std::size_t window) {
    std::vector<Piece> all;
    for (const auto& [start, bytes] : image.blocks()) {
        const auto pieces = pieces_of(start, bytes, window);
        all.insert(all.end(), pieces.begin(), pieces.end());
    }
    return all;
}

std::vector<UnitBlocks> write_order(const std::vector<Block>& blocks, const Chip& chip) {
    std::vector<UnitBlocks> order;
    for (const Block& block : blocks) {
        const std::uint32_t unit = unit_of(chip, block.address);
        if (order.empty() || order.back().unit != unit) order.push_back({unit, {}});
        order.back().blocks.push_back(&block);
    }
    if (order.empty()) return order;
    auto& lowest = order.front().blocks;
    std::rotate(lowest.begin(), lowest.begin() + 1, lowest.end());
    std::rotate(order.begin(), order.begin() + 1, order.end());
    return order;
}

std::vector<Block> blocks_of(const Image& image, const Chip& chip, std::size_t size) {
    std::vector<Block> blocks;
    for (const Piece& piece : pieces_of(image, size)) {
        if (blocks.empty() || down(blocks.back().address, size) != down(piece.address, size))
            blocks.push_back({down(piece.address, chip.write_unit), {}});
        put(blocks.back(), piece, chip.write_unit);
    }
    std::erase_if(blocks, [](const Block& block) { return is_blank(block.bytes); });
    return blocks;
}

std::vector<std::uint32_t> units_of(const Image& image, const Chip& chip) {
    std::vector<std::uint32_t> units;
    for (const auto& [start, bytes] : image.blocks()) {
        const std::uint32_t last = unit_of(chip, start + static_cast<std::uint32_t>(bytes.size()) - 1);
        for (std::uint32_t unit = unit_of(chip, start); unit <= last; ++unit)
            if (units.empty() || units.back() != unit) units.push_back(unit);
    }
    return units;
}

}  // namespace stapel::flasher
