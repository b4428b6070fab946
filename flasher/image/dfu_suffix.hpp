#pragma once

#include "station/base/bytes.hpp"

#include <cstddef>
#include <cstdint>

namespace stapel::flasher {

/// Which USB device a DFU file is for; 0xFFFF = any (USB DFU 1.1, appendix B).
struct UsbDevice {
    std::uint16_t vendor = 0xFFFF, product = 0xFFFF, device = 0xFFFF;
};

// The last 16 bytes of a DFU file (USB DFU 1.1, appendix B), all little-endian: bcdDevice, idProduct, idVendor, bcdDFU,
// "UFD", bLength, dwCRC.
constexpr std::size_t dfu_suffix_length = 16;
constexpr std::uint16_t dfu_version_1_0 = 0x0100, dfu_version_1_1 = 0x0110, dfu_version_dfuse = 0x011A;

struct DfuSuffix {
    UsbDevice usb;
    std::uint16_t version = 0;  ///< bcdDFU
    std::uint8_t length = 0;    ///< as the suffix says itself
    std::uint32_t crc = 0;
};

/// Whether the file ends with a suffix, by its signature and its length.
[[nodiscard]] bool has_dfu_suffix(ByteView file);
/// The suffix as it stands; the file is at least as long as one.
[[nodiscard]] DfuSuffix read_dfu_suffix(ByteView file);
/// What dwCRC has to be: over the file without its last four bytes, no final inversion.
[[nodiscard]] std::uint32_t dfu_crc(ByteView without_crc);
/// Adds a suffix with its CRC to the content of a file.
void append_dfu_suffix(Bytes& content, const UsbDevice& usb, std::uint16_t version);

}  // namespace stapel::flasher
