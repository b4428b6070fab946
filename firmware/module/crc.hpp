#pragma once

#include <stddef.h>
#include <stdint.h>

namespace stapel::firmware {

/// CRC-32 of IEEE 802.3 (zlib's); `crc` is the result of the bytes before, 0 at first.
[[nodiscard]] uint32_t crc32(uint32_t crc, const uint8_t* bytes, size_t length);

}  // namespace stapel::firmware
