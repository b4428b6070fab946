#include "flasher/blame.hpp"

#include "station/base/failure.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stapel::flasher {
namespace {

/// Up to four packets of the unit, spread over it.
std::vector<const Packet*> samples(const std::vector<Packet>& packets, const Chip& chip, std::uint32_t unit) {
    std::vector<const Packet*> all;
    for (const Packet& packet : packets)
        if (unit_of(chip, packet.address) == unit) all.push_back(&packet);
    std::vector<const Packet*> some;
    for (std::size_t at = 0; at < all.size(); at += std::max<std::size_t>(1, all.size() / 4)) some.push_back(all[at]);
    return some;
}

/// Whether writing to a freshly erased unit changes nothing in it although the ROM acknowledges: it reports no error
/// for write-protected units (AN2662), so only this tells them from weak cells.
bool takes_nothing(An3155& rom, const std::vector<Packet>& packets, std::uint32_t unit) {
    rom.erase_units({unit});
    return std::ranges::all_of(samples(packets, rom.chip(), unit), [&](const Packet* packet) {
        const Bytes before = rom.read(packet->address, packet->size);
        if (std::ranges::equal(before, packet->view())) return true;
        rom.write(packet->address, packet->view());
        return rom.read(packet->address, packet->size) == before;
    });
}

}  // namespace

void blame(An3155& rom, const std::vector<Packet>& packets, const Difference& difference) {
    const std::uint32_t unit = unit_of(rom.chip(), difference.address);
    const std::string found =
        fmt::format("{:02X} expected at 0x{:08X}, {:02X} read", std::to_integer<int>(difference.expected),
                    difference.address, std::to_integer<int>(difference.read));
    if (takes_nothing(rom, packets, unit))
        throw Failure(Code::chip_write_protected,
                      fmt::format("{}, and nothing in unit {} changes when written: its write protection is on, lift "
                                  "it before flashing", found, unit));
    throw Failure(Code::flash_mismatch, fmt::format("{} every time: the cell is damaged", found));
}

}  // namespace stapel::flasher
