#include "flasher/rom_packets.hpp"

#include <algorithm>
#include <cassert>

namespace stapel::flasher {
namespace {

/// Complements of the commands (AN3155, table 2): one of them behind half a command would start it.
constexpr std::array complements{0xFE, 0xFD, 0xEE, 0xDE, 0xCE, 0x9C, 0x8C, 0x5E};

constexpr std::array<std::uint32_t, 256> crc_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t index = 0; index < table.size(); ++index) {
        std::uint32_t value = index << 24;
        for (int bit = 0; bit < 8; ++bit) value = (value << 1) ^ ((value & 0x80000000U) != 0 ? 0x04C11DB7U : 0U);
        table[index] = value;
    }
    return table;
}

}  // namespace

std::string_view name_of(RomCommand command) {
    switch (command) {
        case RomCommand::get: return "Get";
        case RomCommand::get_id: return "Get ID";
        case RomCommand::read: return "Read memory";
        case RomCommand::write: return "Write memory";
        case RomCommand::erase: return "Extended erase";
        case RomCommand::protect_readout: return "Readout protect";
        case RomCommand::unprotect_readout: return "Readout unprotect";
        case RomCommand::checksum: return "Get checksum";
    }
    return {};
}

std::byte xor_of(ByteView bytes, std::byte seed) {
    for (const std::byte byte : bytes) seed ^= byte;
    return seed;
}

std::array<std::byte, 5> number_packet(std::uint32_t number) {
    std::array<std::byte, 5> packet{std::byte(number >> 24), std::byte(number >> 16), std::byte(number >> 8),
                                    std::byte(number), std::byte{0}};
    packet[4] = xor_of(ByteView(packet).first(4));
    return packet;
}

Bytes erase_packet(std::span<const std::uint32_t> units) {
    Bytes packet;
    const auto put = [&](std::size_t value) {
        packet.push_back(std::byte(value >> 8));
        packet.push_back(std::byte(value));
    };
    put(units.size() - 1);
    for (const std::uint32_t unit : units) put(unit);
    packet.push_back(xor_of(packet));
    return packet;
}

// Even values are, taken as a length, no multiple of 4.
std::optional<std::byte> filler_for(ByteView packet, ByteView data) {
    for (int step = 0; step < 128; ++step) {
        const int value = (0x80 + 2 * step) % 0x100;
        const std::byte filler{static_cast<unsigned char>(value)};
        if (std::ranges::find(complements, value) == complements.end() &&
            std::ranges::find(packet, filler) == packet.end() && std::ranges::find(data, filler) == data.end())
            return filler;
    }
    return std::nullopt;
}

std::uint32_t crc_of_words(ByteView bytes) {
    static constexpr auto table = crc_table();
    assert(bytes.size() % 4 == 0);
    std::uint32_t crc = 0xFFFFFFFF;
    for (std::size_t at = 0; at < bytes.size(); at += 4)
        for (std::size_t byte = 4; byte-- > 0;)
            crc = crc << 8 ^ table[(crc >> 24 ^ std::to_integer<std::uint32_t>(bytes[at + byte])) & 0xFFU];
    return crc;
}

}  // namespace stapel::flasher
