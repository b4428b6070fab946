#pragma once

#include "flasher/bootloader.hpp"

#include <functional>
#include <optional>

namespace stapel::flasher {

/// Called with the number of bytes that were compared since the last call; may throw to end the work.
using OnCompared = std::function<void(std::size_t bytes)>;

/// Whether the flash holds these bytes, the cheapest way that the ROM allows: its checksum over whole words, else
/// reading until the first difference. Noise may make a true answer false, never the other way round.
[[nodiscard]] bool holds(Bootloader& rom, std::uint32_t address, ByteView bytes);

/// The first byte that the flash does not hold, found the same way. A checksum counts as different when the ROM tells
/// the same wrong one twice; the place is then found by halves and read back. Where reading finds nothing, the ROM sums
/// otherwise than AN3155 says: it is asked no more, and everything is read.
[[nodiscard]] std::optional<Difference> find_difference(Bootloader& rom, std::uint32_t address, ByteView bytes,
                                                        const OnCompared& compared);

}  // namespace stapel::flasher
