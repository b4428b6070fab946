#pragma once

#include "station/base/clock.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace stapel::flasher {

/// A run of equal erasable units.
struct SectorGroup {
    std::uint32_t count;
    std::uint32_t size;      ///< bytes
    std::uint32_t erase_ms;  ///< of one unit, typical
};

/// What the flasher has to know about a microcontroller; one line a chip in `chip.cpp`.
struct Chip {
    std::string_view name;    ///< `stm32f405`
    std::uint16_t product_id; ///< answer to Get ID
    std::uint32_t flash_start;
    std::span<const SectorGroup> sectors;
    std::uint32_t settings_units;  ///< last erasable units that hold the module's settings; never part of an image
    std::uint32_t ram_start, ram_end;
    std::uint32_t uid_address;
    std::uint32_t write_unit;      ///< bytes programmed at once
    bool erased_only;              ///< cells that are not erased refuse to be programmed
    std::uint32_t page_erase_ms_max;  ///< worst case of one unit
    std::uint32_t mass_erase_ms_max;
    std::uint32_t mass_erase_ms;  ///< typical
};

/// Where every chip of the table has its flash (dialect 4): which of them it is shows only when its ROM answers.
constexpr std::uint32_t flash_start = 0x08000000;

[[nodiscard]] const Chip* find_chip(std::string_view name);
[[nodiscard]] const Chip* find_chip(std::uint16_t product_id);
/// Every chip once, in the table's order.
[[nodiscard]] std::span<const Chip> all_chips();

[[nodiscard]] std::uint32_t flash_size(const Chip& chip);
/// Number of the unit that holds `address`, which lies inside the flash.
[[nodiscard]] std::uint32_t unit_of(const Chip& chip, std::uint32_t address);
/// First address of a unit; of `unit_count`, the end of the flash.
[[nodiscard]] std::uint32_t unit_start(const Chip& chip, std::uint32_t unit);
[[nodiscard]] std::uint32_t unit_count(const Chip& chip);
/// Typical time of erasing these units one by one.
[[nodiscard]] Duration erase_time(const Chip& chip, std::span<const std::uint32_t> units);
/// One past the last address that an image may use.
[[nodiscard]] std::uint32_t image_limit(const Chip& chip);

}  // namespace stapel::flasher
