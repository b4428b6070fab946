#pragma once

#include "flasher/chip.hpp"
#include "station/base/bytes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stapel::flasher {

/// A byte of the flash that is not what it should be.
struct Difference {
    std::uint32_t address = 0;
    std::byte expected{}, read{};
};

constexpr std::size_t uid_length = 12;  ///< bytes of a chip's unique identifier

/// A chip's ROM bootloader that waits for commands, over whichever wire: what writing an image needs of it. What each
/// call may throw stands at the two clients, `An3155` and `DfuSe`.
class Bootloader {
public:
    Bootloader() = default;
    Bootloader(const Bootloader&) = delete;
    Bootloader& operator=(const Bootloader&) = delete;
    virtual ~Bootloader() = default;

    [[nodiscard]] virtual const Chip& chip() const = 0;
    [[nodiscard]] virtual int rom_version() const = 0;  ///< BCD, 0x31 = 3.1
    /// What tells this chip from others: its unique identifier, in hex digits as the bytes stand in its memory.
    [[nodiscard]] virtual std::string uid() = 0;
    [[nodiscard]] virtual std::size_t block_size() const = 0;  ///< most bytes of one `write`
    [[nodiscard]] virtual int retries() const = 0;

    [[nodiscard]] virtual Bytes read(std::uint32_t address, std::size_t length) = 0;
    /// The same for what nothing else proves, where the wire has no checksum of its own.
    [[nodiscard]] virtual Bytes read_twice(std::uint32_t address, std::size_t length) { return read(address, length); }
    /// The first of `bytes`, at most a block, that the flash does not hold, whatever noise there is on the wire.
    [[nodiscard]] virtual std::optional<Difference> difference(std::uint32_t address, ByteView bytes) = 0;

    virtual void write(std::uint32_t address, ByteView bytes) = 0;  ///< at most a block of whole write units
    /// Numbers of units, in any order; the settings' units are erased like any other.
    virtual void erase_units(const std::vector<std::uint32_t>& units) = 0;
    virtual void erase_all() = 0;

    /// Is reading much faster than erasing, as over USB? Then what is blank is found by reading.
    [[nodiscard]] virtual bool reads_fast() const { return false; }
    /// Has the ROM a command that sums memory, and did it answer so far?
    [[nodiscard]] virtual bool can_sum() const { return false; }
    /// The ROM's checksum (`crc_of_words`) of a whole number of words. None when the ROM cannot: it has no such command,
    /// refuses the range, or speaks another form of it.
    [[nodiscard]] virtual std::optional<std::uint32_t> sum(std::uint32_t /*address*/, std::size_t /*length*/) { return {}; }
    /// Its sums turned out to be of another kind: `can_sum` is false from now on.
    virtual void distrust_sums() {}
};

}  // namespace stapel::flasher
