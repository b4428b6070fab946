#pragma once

#include "flasher/image/image_file.hpp"

#include <string>

namespace stapel::flasher {

/// Reads both kinds of `.dfu` files: raw bytes with a suffix, which go to `base`, and ST's DfuSe container of pieces
/// with addresses. Throws `ImageError` with the offset: no suffix, its CRC or length wrong, an unknown version of DFU,
/// a container whose sizes contradict each other, a target that is not alternate setting 0 (the flash), no data.
/// Source: USB DFU 1.1, appendix B; ST UM0391, chapter 2. The container's own size counts the suffix or does not: tools
/// differ (dfuse-pack has counted it since 0.10).
[[nodiscard]] ImageFile parse_dfu(ByteView content, const std::string& file, std::uint32_t base);

/// Bytes with a suffix as dfu-suffix adds it.
[[nodiscard]] Bytes to_dfu(ByteView bytes, const UsbDevice& usb);
/// A container as dfuse-pack makes it: one target, alternate setting 0, an element for each block.
[[nodiscard]] Bytes to_dfuse(const Image& image, const UsbDevice& usb);

/// The ROM of every chip that is known here (AN3156).
constexpr UsbDevice rom_device{.vendor = 0x0483, .product = 0xDF11, .device = 0};

}  // namespace stapel::flasher
