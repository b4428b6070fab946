#include "flasher/erase.hpp"

#include "flasher/rom_packets.hpp"
#include "flasher/write_plan.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <span>

namespace stapel::flasher {
namespace {

using namespace std::chrono_literals;

// A checksum takes 2 ms at 115200 baud: asked for what takes this long to erase, it costs little where it is in vain.
constexpr Duration worth_asking = 200ms;

// Where there is something at all, there is almost always something at the beginning.
constexpr std::size_t first_look = 16;

bool begins_blank(Bootloader& rom, std::uint32_t unit) {
    return is_blank(rom.read(unit_start(rom.chip(), unit), first_look));
}

bool reads_blank(Bootloader& rom, std::uint32_t unit) {
    const std::uint32_t start = unit_start(rom.chip(), unit), end = unit_start(rom.chip(), unit + 1);
    if (!begins_blank(rom, unit)) return false;
    const auto step = static_cast<std::uint32_t>(rom.block_size());  // divides every unit
    for (std::uint32_t at = start; at < end; at += step)
        if (!is_blank(rom.read(at, step))) return false;
    return true;
}

bool sums_blank(Bootloader& rom, std::uint32_t first_unit, std::uint32_t end_unit) {
    const std::uint32_t start = unit_start(rom.chip(), first_unit);
    const std::size_t length = unit_start(rom.chip(), end_unit) - start;
    const auto sum = rom.sum(start, length);
    return sum && *sum == crc_of_words(Bytes(length, erased));
}

/// Appends those that are not proven blank. A look is cheaper than a sum, and one that found something also speaks for
/// whatever begins at the same place.
void add_dirty(Bootloader& rom, std::span<const std::uint32_t> units, bool begins_dirty, std::vector<std::uint32_t>& dirty) {
    if (erase_time(rom.chip(), units) < worth_asking || !rom.can_sum()) {
        dirty.insert(dirty.end(), units.begin(), units.end());
        return;
    }
    const bool adjacent = units.back() - units.front() + 1 == units.size();
    begins_dirty = begins_dirty || !begins_blank(rom, units.front());
    if (!begins_dirty && adjacent && sums_blank(rom, units.front(), units.back() + 1)) return;
    if (units.size() == 1) return dirty.push_back(units.front());
    add_dirty(rom, units.first(units.size() / 2), begins_dirty, dirty);
    add_dirty(rom, units.subspan(units.size() / 2), false, dirty);
}

}  // namespace

int erase_units(Bootloader& rom, const Blanking& blanking) {
    std::vector<std::uint32_t> dirty;
    if (!blanking.trust_blank) dirty = blanking.units;
    else if (rom.reads_fast())
        std::ranges::copy_if(blanking.units, std::back_inserter(dirty),
                             [&](std::uint32_t unit) { return !reads_blank(rom, unit); });
    else if (!blanking.units.empty()) add_dirty(rom, blanking.units, false, dirty);
    rom.erase_units(dirty);
    return static_cast<int>(dirty.size());
}

int erase_chip(Bootloader& rom) {
    std::vector<std::uint32_t> units(unit_count(rom.chip()));
    std::iota(units.begin(), units.end(), 0U);
    const Duration at_once = std::chrono::milliseconds(rom.chip().mass_erase_ms);
    if (at_once <= erase_time(rom.chip(), units)) rom.erase_all();
    else rom.erase_units(units);
    return static_cast<int>(units.size());
}

}  // namespace stapel::flasher
