#pragma once

#include "flasher/chip.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::flasher {

/// A run of equal sectors and what may be done to them.
struct SectorRun {
    std::uint32_t start = 0, count = 0, size = 0;
    bool readable = true, erasable = true, writable = true;
};

/// A memory as a DfuSe bootloader describes it in the name of an alternate setting.
struct MemoryMap {
    std::string name;  ///< `Internal Flash`
    std::vector<SectorRun> runs;
};

/// Reads `@Name /0xSTART/n*SIZEmT,n*SIZEmT/0xSTART2/...` (UM0424, 4.3.2). Taken as it comes: spaces around the name,
/// zeros in front of numbers, letters of either case; a sector without a letter for what may be done to it may be read,
/// erased and written. None when it is no memory map, or one beyond 4 GiB.
[[nodiscard]] std::optional<MemoryMap> parse_memory_map(std::string_view text);

/// The chip whose flash this memory is; null when no chip of the table has these sectors there.
[[nodiscard]] const Chip* chip_with(const MemoryMap& map);

}  // namespace stapel::flasher
