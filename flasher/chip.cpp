#include "flasher/chip.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace stapel::flasher {
namespace {

constexpr std::uint32_t kib = 1024;
constexpr std::array stm32f405_sectors{SectorGroup{4, 16 * kib, 250}, SectorGroup{1, 64 * kib, 550},
                                      SectorGroup{7, 128 * kib, 1000}};
constexpr std::array stm32l476_sectors{SectorGroup{512, 2 * kib, 22}};

// Sectors, UID addresses: RM0090 3.4 and RM0351 3.3; times: the data sheets' flash tables.
constexpr std::array chips{
    Chip{.name = "stm32f405", .product_id = 0x413, .flash_start = 0x08000000, .sectors = stm32f405_sectors,
         .settings_units = 2, .ram_start = 0x20000000, .ram_end = 0x20020000, .uid_address = 0x1FFF7A10,
         .write_unit = 4, .erased_only = false, .page_erase_ms_max = 2600, .mass_erase_ms_max = 16000,
         .mass_erase_ms = 8000},
    Chip{.name = "stm32l476", .product_id = 0x415, .flash_start = 0x08000000, .sectors = stm32l476_sectors,
         .settings_units = 2, .ram_start = 0x20000000, .ram_end = 0x20018000, .uid_address = 0x1FFF7590,
         .write_unit = 8, .erased_only = true, .page_erase_ms_max = 25, .mass_erase_ms_max = 25,
         .mass_erase_ms = 22},
};

static_assert(std::ranges::all_of(chips, [](const Chip& chip) { return chip.flash_start == flash_start; }));

template <typename Value>
const Chip* find(Value Chip::*member, Value value) {
    const auto found = std::ranges::find(chips, value, member);
    return found == chips.end() ? nullptr : &*found;
}

const SectorGroup& group_of(const Chip& chip, std::uint32_t unit) {
    for (const SectorGroup& group : chip.sectors) {
        if (unit < group.count) return group;
        unit -= group.count;
    }
    assert(false);
    return chip.sectors.back();
}

}  // namespace

const Chip* find_chip(std::string_view name) { return find(&Chip::name, name); }

const Chip* find_chip(std::uint16_t product_id) { return find(&Chip::product_id, product_id); }

std::span<const Chip> all_chips() { return chips; }

std::uint32_t flash_size(const Chip& chip) {
    std::uint32_t size = 0;
    for (const SectorGroup& group : chip.sectors) size += group.count * group.size;
    return size;
}

std::uint32_t unit_of(const Chip& chip, std::uint32_t address) {
    assert(address >= chip.flash_start && address - chip.flash_start < flash_size(chip));
    std::uint32_t offset = address - chip.flash_start;
    std::uint32_t unit = 0;
    for (const SectorGroup& group : chip.sectors) {
        if (offset < group.count * group.size) return unit + offset / group.size;
        offset -= group.count * group.size;
        unit += group.count;
    }
    return unit;
}

std::uint32_t unit_start(const Chip& chip, std::uint32_t unit) {
    std::uint32_t address = chip.flash_start;
    for (const SectorGroup& group : chip.sectors) {
        const std::uint32_t here = std::min(unit, group.count);
        address += here * group.size;
        unit -= here;
    }
    assert(unit == 0);
    return address;
}

std::uint32_t unit_count(const Chip& chip) {
    std::uint32_t count = 0;
    for (const SectorGroup& group : chip.sectors) count += group.count;
    return count;
}

Duration erase_time(const Chip& chip, std::span<const std::uint32_t> units) {
    Duration time{};
    for (const std::uint32_t unit : units) time += std::chrono::milliseconds(group_of(chip, unit).erase_ms);
    return time;
}

std::uint32_t image_limit(const Chip& chip) { return unit_start(chip, unit_count(chip) - chip.settings_units); }

}  // namespace stapel::flasher
