#include "flasher/module_image.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <fmt/format.h>

namespace stapel::flasher {
namespace {

// Offsets from the start of the flash; the fields are packed in this order (dialect 4).
constexpr std::uint32_t version_field = 0x204, type_field = 0x206, text_field = 0x20E, length_field = 0x22E,
                        crc_field = 0x232, header_end = serial_offset + serial_length;
constexpr std::size_t type_length = 8, text_length = 32;
constexpr std::array<std::string_view, 3> known_types{"NB02", "VNB02", "VNC02"};

/// Text up to the zero padding; none when something other than printable ASCII and then zeros is there.
std::optional<std::string> padded_text(ByteView field) {
    const auto end = std::ranges::find(field, std::byte{0});
    const bool padded = std::all_of(end, field.end(), [](std::byte b) { return b == std::byte{0}; });
    const bool printable = std::all_of(field.begin(), end, [](std::byte b) {
        return b >= std::byte{0x20} && b < std::byte{0x7F};
    });
    if (!padded || !printable || end == field.begin()) return std::nullopt;
    return std::string(text_of(field.first(static_cast<std::size_t>(end - field.begin()))));
}

/// The first `length` bytes of the flash after programming: what the image leaves out is erased.
Bytes flash_contents(const Image& image, std::uint32_t start, std::uint32_t length) {
    Bytes flash(length, std::byte{0xFF});
    for (const auto& [address, bytes] : image.blocks()) {
        if (address < start || address - start >= length) continue;
        const std::size_t offset = address - start;
        std::copy_n(bytes.begin(), std::min(bytes.size(), length - offset),
                    flash.begin() + static_cast<std::ptrdiff_t>(offset));
    }
    return flash;
}

std::uint32_t crc_of(Bytes flash) {
    std::fill_n(flash.begin() + crc_field, 4, std::byte{0});
    std::fill_n(flash.begin() + serial_offset, serial_length, std::byte{0});
    return crc32(flash);
}

HeaderOrProblem problem(std::string text) { return {.header = std::nullopt, .problem = std::move(text)}; }

std::string length_problem(const Image& image, std::uint32_t start, std::uint32_t length) {
    const std::uint32_t there = image.end() - start;
    if (length >= header_end && length <= there) return {};
    return fmt::format("the header's image length of {} to {} bytes expected, {} found: the image is cut or was not "
                       "finished by its build", header_end, there, length);
}

}  // namespace

HeaderOrProblem read_header(const Image& image, std::uint32_t flash_start) {
    const auto header = image.bytes(flash_start + header_offset, header_end - header_offset);
    if (!header) return problem(fmt::format("a module header at 0x{:08X} expected, no data there: this is no module's "
                                            "image", flash_start + header_offset));
    const auto field = [&](std::uint32_t offset, std::size_t length) {
        return ByteView(*header).subspan(offset - header_offset, length);
    };
    const std::string_view magic = text_of(field(header_offset, 4));
    if (magic != "STPL")
        return problem(fmt::format("'STPL' (5354504C) expected at 0x{:08X}, {} found: this is no module's image",
                                   flash_start + header_offset, to_hex(bytes_of(magic))));
    if (const auto version = little_endian(field(version_field, 2)); version != 1)
        return problem(fmt::format("header version 1 expected, {} found: update this program", version));
    const auto type = padded_text(field(type_field, type_length));
    if (!type || std::ranges::find(known_types, *type) == known_types.end())
        return problem(fmt::format("module type NB02, VNB02 or VNC02 expected, '{}' found", type.value_or("")));
    const auto text = padded_text(field(text_field, text_length));
    if (!text) return problem("a version text expected, none found: build the image again");
    const std::uint32_t length = little_endian(field(length_field, 4));
    if (auto why = length_problem(image, flash_start, length); !why.empty()) return problem(std::move(why));
    const std::uint32_t expected = crc_of(flash_contents(image, flash_start, length));
    if (const auto found = little_endian(field(crc_field, 4)); found != expected)
        return problem(fmt::format("CRC {:08X} expected over {} bytes, {:08X} found in the header: the image was "
                                   "damaged or changed after its build", expected, length, found));
    return {.header = ModuleHeader{.type = *type, .version = *text, .length = length}, .problem = {}};
}

std::optional<std::string> peek_version(ByteView header) {
    if (header.size() != header_length || text_of(header.first(4)) != "STPL") return std::nullopt;
    return padded_text(header.subspan(text_field - header_offset, text_length));
}

SerialField decode_serial(ByteView field) {
    assert(field.size() == serial_length);
    if (std::ranges::all_of(field, [](std::byte b) { return b == std::byte{0xFF}; })) return {};
    auto text = padded_text(field);
    if (!text || !is_serial(*text)) return {.serial = std::nullopt, .malformed = true};
    return {.serial = std::move(text), .malformed = false};
}

Bytes encode_serial(std::string_view serial) {
    assert(is_serial(serial));
    Bytes field(serial_length, std::byte{0});
    std::ranges::copy(bytes_of(serial), field.begin());
    return field;
}

bool is_serial(std::string_view text) {
    return text.size() >= 7 && text.size() <= 11 && text[0] == 'S' &&
           std::ranges::all_of(text.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace stapel::flasher
