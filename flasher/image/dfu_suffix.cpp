#include "flasher/image/dfu_suffix.hpp"

#include <cassert>
#include <string_view>

namespace stapel::flasher {
namespace {

constexpr std::string_view signature = "UFD";
constexpr std::size_t device_at = 0, product_at = 2, vendor_at = 4, version_at = 6, signature_at = 8, length_at = 11,
                      crc_at = 12;

}  // namespace

bool has_dfu_suffix(ByteView file) {
    if (file.size() < dfu_suffix_length) return false;
    const ByteView suffix = file.last(dfu_suffix_length);
    return text_of(suffix.subspan(signature_at, signature.size())) == signature &&
           suffix[length_at] == std::byte{dfu_suffix_length};
}

DfuSuffix read_dfu_suffix(ByteView file) {
    assert(file.size() >= dfu_suffix_length);
    const ByteView suffix = file.last(dfu_suffix_length);
    const auto u16 = [&](std::size_t at) { return static_cast<std::uint16_t>(little_endian(suffix.subspan(at, 2))); };
    return {.usb = {.vendor = u16(vendor_at), .product = u16(product_at), .device = u16(device_at)},
            .version = u16(version_at),
            .length = std::to_integer<std::uint8_t>(suffix[length_at]),
            .crc = little_endian(suffix.subspan(crc_at, 4))};
}

std::uint32_t dfu_crc(ByteView without_crc) { return ~crc32(without_crc); }

void append_dfu_suffix(Bytes& content, const UsbDevice& usb, std::uint16_t version) {
    append_little_endian(content, usb.device, 2);
    append_little_endian(content, usb.product, 2);
    append_little_endian(content, usb.vendor, 2);
    append_little_endian(content, version, 2);
    const ByteView name = bytes_of(signature);
    content.insert(content.end(), name.begin(), name.end());
    content.push_back(std::byte{dfu_suffix_length});
    append_little_endian(content, dfu_crc(content), 4);
}

}  // namespace stapel::flasher
