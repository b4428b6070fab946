#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stapel {

using Bytes = std::vector<std::byte>;
using ByteView = std::span<const std::byte>;

/// The bytes of a text, without its terminating zero; valid as long as the text.
[[nodiscard]] inline ByteView bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

/// The bytes seen as text (no encoding is checked); valid as long as the bytes.
[[nodiscard]] inline std::string_view text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// `1F79` style: two upper-case digits a byte, no separators.
[[nodiscard]] std::string to_hex(ByteView bytes);

/// The reverse of `to_hex`, either case; throws `std::invalid_argument` naming the first bad position.
[[nodiscard]] Bytes from_hex(std::string_view hex);

/// The value of a hex digit of either case; -1 of any other character.
[[nodiscard]] int hex_digit(char character);

/// The number of up to four bytes, the least significant first.
[[nodiscard]] std::uint32_t little_endian(ByteView bytes);
/// Its reverse: adds the number's `length` low bytes, at most four.
void append_little_endian(Bytes& bytes, std::uint32_t number, std::size_t length);
/// The same, the most significant byte first.
[[nodiscard]] std::uint32_t big_endian(ByteView bytes);
void append_big_endian(Bytes& bytes, std::uint32_t number, std::size_t length);

/// CRC-32 of IEEE 802.3 (reflected, initial value and final XOR all ones); `crc` continues an earlier call's result.
[[nodiscard]] std::uint32_t crc32(ByteView bytes, std::uint32_t crc = 0);

}  // namespace stapel
