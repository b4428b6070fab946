#pragma once

#include "station/base/bytes.hpp"

#include <cstdint>
#include <string>

namespace stapel::plan::test {

inline void put_number(std::string& image, std::size_t at, std::uint32_t value, std::size_t length) {
    for (std::size_t index = 0; index < length; ++index) image[at + index] = static_cast<char>(value >> (8 * index));
}

/// A raw image with a header (dialect 4) of that module type and a right CRC.
inline std::string image_for(const std::string& type) {
    std::string image(0x400, '\x5A');
    put_number(image, 0, 0x20010000, 4);  // stack
    put_number(image, 4, 0x08000301, 4);  // reset, Thumb
    image.replace(0x200, 4, "STPL");
    put_number(image, 0x204, 1, 2);
    image.replace(0x206, 40, std::string(40, '\0'));
    image.replace(0x206, type.size(), type);
    image.replace(0x20E, 8, "v04v5.24");
    put_number(image, 0x22E, 0x400, 4);
    image.replace(0x240, 16, std::string(16, '\xFF'));
    std::string counted = image;
    counted.replace(0x232, 4, std::string(4, '\0'));
    counted.replace(0x240, 16, std::string(16, '\0'));
    put_number(image, 0x232, crc32(bytes_of(counted)), 4);
    return image;
}

}  // namespace stapel::plan::test
