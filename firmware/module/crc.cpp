#include "firmware/module/crc.hpp"

namespace stapel::firmware {
namespace {

// One entry a nibble: 64 bytes of flash instead of 1,024.
struct NibbleTable {
    uint32_t entries[16] = {};
    constexpr NibbleTable() {
        for (uint32_t index = 0; index < 16; ++index) {
            uint32_t value = index;
            for (int bit = 0; bit < 4; ++bit) value = (value >> 1) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
            entries[index] = value;
        }
    }
};
constexpr NibbleTable table;

}  // namespace

uint32_t crc32(uint32_t crc, const uint8_t* bytes, size_t length) {
    crc = ~crc;
    for (size_t at = 0; at < length; ++at) {
        crc ^= bytes[at];
        crc = table.entries[crc & 0x0FU] ^ (crc >> 4);
        crc = table.entries[crc & 0x0FU] ^ (crc >> 4);
    }
    return ~crc;
}

}  // namespace stapel::firmware
