#include "flasher/memory_map.hpp"
#include "station/base/bytes.hpp"
#include "tests/fuzz/require.hpp"

#include <cstdint>
#include <span>

// The name of a memory, as a bootloader tells it.

using namespace stapel;
using namespace stapel::flasher;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto map = parse_memory_map(text_of(std::as_bytes(std::span(data, size))));
    if (!map) return 0;
    require(!map->runs.empty());
    for (const SectorRun& run : map->runs) {
        require(run.count > 0 && run.size > 0);
        require(run.start + std::uint64_t{run.count} * run.size <= std::uint64_t{1} << 32);
    }
    if (const Chip* chip = chip_with(*map)) require(chip->flash_start == map->runs.front().start);
    return 0;
}
