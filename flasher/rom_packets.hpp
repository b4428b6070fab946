#pragma once

#include "station/base/bytes.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace stapel::flasher {

/// Codes of the commands that the client uses (AN3155, table 2).
enum class RomCommand : std::uint8_t {
    get = 0x00,
    get_id = 0x02,
    read = 0x11,
    write = 0x31,
    erase = 0x44,
    protect_readout = 0x82,
    unprotect_readout = 0x92,
    checksum = 0xA1,
};

/// As AN3155 calls it: `Read memory`.
[[nodiscard]] std::string_view name_of(RomCommand command);

[[nodiscard]] std::byte xor_of(ByteView bytes, std::byte seed = {});

/// An address or a length: four bytes, most significant first, and their XOR.
[[nodiscard]] std::array<std::byte, 5> number_packet(std::uint32_t number);

/// What follows Extended erase: how many units less one, their numbers, the XOR of all. At least one unit.
[[nodiscard]] Bytes erase_packet(std::span<const std::uint32_t> units);

/// A byte for `RomLine::resync` after these packets went wrong; none when they leave none over.
[[nodiscard]] std::optional<std::byte> filler_for(ByteView packet, ByteView data = {});
constexpr std::byte no_data_filler{0x80};  ///< the same where nothing but a command, an address or a length was sent

/// What Get checksum answers for these bytes: the sum of the chips' CRC unit, polynomial 04C11DB7, all ones at first,
/// 32-bit little-endian words, most significant bit first (AN3155 3.13). A multiple of 4 bytes.
[[nodiscard]] std::uint32_t crc_of_words(ByteView bytes);

}  // namespace stapel::flasher
