#include "station/base/bytes.hpp"

#include <array>
#include <stdexcept>

namespace stapel {
namespace {

constexpr std::string_view digits = "0123456789ABCDEF";

constexpr std::array<std::uint32_t, 256> make_crc_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t index = 0; index < table.size(); ++index) {
        std::uint32_t value = index;
        for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
        table[index] = value;
    }
    return table;
}

}  // namespace

int hex_digit(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'A' && character <= 'F') return character - 'A' + 10;
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    return -1;
}

std::string to_hex(ByteView bytes) {
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const std::byte byte : bytes) {
        hex += digits[std::to_integer<std::size_t>(byte >> 4)];
        hex += digits[std::to_integer<std::size_t>(byte & std::byte{0x0F})];
    }
    return hex;
}

Bytes from_hex(std::string_view hex) {
    if (hex.size() % 2 != 0) throw std::invalid_argument("an even number of hex digits expected");
    Bytes bytes;
    bytes.reserve(hex.size() / 2);
    for (std::size_t at = 0; at < hex.size(); at += 2) {
        const int high = hex_digit(hex[at]);
        const int low = hex_digit(hex[at + 1]);
        if (high < 0 || low < 0)
            throw std::invalid_argument("no hex digit at position " + std::to_string(high < 0 ? at : at + 1));
        bytes.push_back(static_cast<std::byte>(high * 16 + low));
    }
    return bytes;
}

std::uint32_t little_endian(ByteView bytes) {
    std::uint32_t number = 0;
    for (std::size_t at = bytes.size(); at-- > 0;) number = number << 8 | std::to_integer<std::uint32_t>(bytes[at]);
    return number;
}

void append_little_endian(Bytes& bytes, std::uint32_t number, std::size_t length) {
    for (; length > 0; --length, number >>= 8) bytes.push_back(static_cast<std::byte>(number & 0xFFU));
}

std::uint32_t big_endian(ByteView bytes) {
    std::uint32_t number = 0;
    for (const std::byte byte : bytes) number = number << 8 | std::to_integer<std::uint32_t>(byte);
    return number;
}

void append_big_endian(Bytes& bytes, std::uint32_t number, std::size_t length) {
    while (length-- > 0) bytes.push_back(static_cast<std::byte>(number >> (8 * length) & 0xFFU));
}

std::uint32_t crc32(ByteView bytes, std::uint32_t crc) {
    static constexpr auto table = make_crc_table();
    crc = ~crc;
    for (const std::byte byte : bytes)
        crc = table[(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xFFU] ^ (crc >> 8);
    return ~crc;
}

}  // namespace stapel
