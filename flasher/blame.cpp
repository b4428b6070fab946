#include "flasher/blame.hpp"

#include "station/base/failure.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stapel::flasher {
namespace {

/// Up to four blocks of the unit, spread over it.
std::vector<const Block*> samples(const std::vector<Block>& blocks, const Chip& chip, std::uint32_t unit) {
    std::vector<const Block*> all;
    for (const Block& block : blocks)
        if (unit_of(chip, block.address) == unit) all.push_back(&block);
    std::vector<const Block*> some;
    for (std::size_t at = 0; at < all.size(); at += std::max<std::size_t>(1, all.size() / 4)) some.push_back(all[at]);
    return some;
}

/// Whether writing to a freshly erased unit changes nothing in it although the ROM acknowledges: it reports no error
/// for write-protected units (AN2662), so only this tells them from weak cells.
bool takes_nothing(Bootloader& rom, const std::vector<Block>& blocks, std::uint32_t unit) {
    rom.erase_units({unit});
    return std::ranges::all_of(samples(blocks, rom.chip(), unit), [&](const Block* block) {
        const Bytes before = rom.read(block->address, block->bytes.size());
        if (std::ranges::equal(before, block->bytes)) return true;
        rom.write(block->address, block->bytes);
        return rom.read(block->address, block->bytes.size()) == before;
    });
}

}  // namespace

void blame(Bootloader& rom, const std::vector<Block>& blocks, const Difference& difference) {
    const std::uint32_t unit = unit_of(rom.chip(), difference.address);
    const std::string found =
        fmt::format("{:02X} expected at 0x{:08X}, {:02X} read", std::to_integer<int>(difference.expected),
                    difference.address, std::to_integer<int>(difference.read));
    if (takes_nothing(rom, blocks, unit))
        throw Failure(Code::chip_write_protected,
                      fmt::format("{}, and nothing in unit {} changes when written: its write protection is on, lift "
                                  "it before flashing", found, unit));
    throw Failure(Code::flash_mismatch, fmt::format("{} every time: the cell is damaged", found));
}

}  // namespace stapel::flasher
