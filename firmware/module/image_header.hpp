#pragma once

#include <stddef.h>
#include <stdint.h>

namespace stapel::firmware {

// The layout of a module's image, offsets from the start of the flash, numbers little endian (dialect 4).
constexpr uint32_t header_offset = 0x200;
constexpr uint32_t magic_offset = header_offset;           ///< `STPL`
constexpr uint32_t header_version_offset = 0x204;          ///< u16
constexpr uint32_t type_offset = 0x206;                    ///< ASCII, zero padded
constexpr uint32_t version_offset = 0x20E;                 ///< ASCII, zero padded
constexpr uint32_t length_offset = 0x22E;                  ///< u32, counted from offset 0
constexpr uint32_t crc_offset = 0x232;                     ///< u32, CRC-32 with this and the serial field as zero
constexpr uint32_t serial_offset = 0x240;                  ///< ASCII, zero padded; all FF = none
constexpr size_t magic_length = 4, type_length = 8, version_length = 32, crc_length = 4, serial_length = 16;
constexpr uint32_t header_length = crc_offset + crc_length - header_offset;
constexpr uint32_t image_length_min = serial_offset + serial_length;

constexpr char image_magic[magic_length + 1] = "STPL";
constexpr uint16_t image_header_version = 1;

/// The module types that this firmware is made for, as they stand in the header.
constexpr char known_types[][type_length + 1] = {"NB02\0\0\0", "VNB02\0\0", "VNC02\0\0"};

}  // namespace stapel::firmware
