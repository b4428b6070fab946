#include "flasher/image/image_file.hpp"

#include "flasher/chip.hpp"
#include "flasher/image/assembly.hpp"
#include "flasher/image/dfu_file.hpp"
#include "flasher/image/elf.hpp"
#include "flasher/image/intel_hex.hpp"
#include "flasher/image/srecord.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace stapel::flasher {
namespace {

[[noreturn]] void refuse(const std::string& file, std::string message) {
    throw ImageError{.file = file, .message = std::move(message)};
}

Format named_format(const std::string& file) {
    if (const auto format = format_of_name(file)) return *format;
    refuse(file, fmt::format("a name that ends in {} expected, '{}' found: convert the image or give it its right name",
                             known_extensions(), std::filesystem::path(file).extension().string()));
}

/// The name says what is expected; the content must not be the mark of something else.
void refuse_foreign(const std::string& file, std::string_view content, Format expected) {
    const std::string_view found = kind_of_content(content);
    const bool container = expected == Format::dfu && found == name_of(Format::dfuse);
    if (found.empty() || found == name_of(expected) || container) return;
    refuse(file, fmt::format("{} expected, as the name says, {} found: the file is in a format that is not what its "
                             "name says; give it its right name or build the right file",
                             name_of(expected), found));
}

std::size_t checked_size(const std::string& file, std::size_t largest) {
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status))
        refuse(file, fmt::format("an image file expected, none found ({}): check the path", error.message()));
    if (!std::filesystem::is_regular_file(status))
        refuse(file, "an image file expected, a directory or device found: name the file itself");
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error) refuse(file, fmt::format("the file cannot be read ({}): check its permissions", error.message()));
    if (size == 0) refuse(file, "an image expected, an empty file found: build or copy it again");
    if (size > largest)
        refuse(file, fmt::format("at most {} bytes expected, {} found: this is no microcontroller's image", largest,
                                 size));
    return static_cast<std::size_t>(size);
}

ImageFile parse_binary(std::string_view content, const std::string& file, std::uint32_t base) {
    Assembly assembly(file);
    assembly.add(base, bytes_of(content), {.offset = 0});
    return assembly.finish(Format::binary);
}

ImageFile parse_as(Format format, std::string_view content, const std::string& file, std::uint32_t base) {
    switch (format) {
        case Format::intel_hex: return parse_intel_hex(content, file);
        case Format::srecord: return parse_srecord(content, file);
        case Format::elf: return parse_elf(bytes_of(content), file);
        case Format::dfu:
        case Format::dfuse: return parse_dfu(bytes_of(content), file, base);
        case Format::binary: break;
    }
    return parse_binary(content, file, base);
}

/// A chip starts at its reset vector, whatever entry the file names; bit 0 says Thumb.
void note_entry(ImageFile& made) {
    const auto reset = made.image.bytes(flash_start + 4, 4);
    if (!made.entry || !reset || (little_endian(*reset) | 1U) == (*made.entry | 1U)) return;
    made.notes.push_back(
        {.file = made.file,
         .message = fmt::format("the entry 0x{:08X} as reset vector expected, 0x{:08X} found: the chip "
                                "starts at the vector",
                                *made.entry, little_endian(*reset))});
}

}  // namespace

Place place_of(const ImageFile& file, std::uint32_t address) {
    const auto holds = [address](const Origin& origin) {
        return address >= origin.address && address - origin.address < origin.length;
    };
    const auto origin = std::ranges::find_if(file.origins, holds);
    if (origin == file.origins.end()) return {};
    Place place = origin->place;
    if (place.offset) *place.offset += address - origin->address;
    return place;
}

std::string read_content(const std::string& file) {
    std::string content(checked_size(file, largest_file(named_format(file))), '\0');
    std::ifstream stream(file, std::ios::binary);
    if (!stream) refuse(file, "the file cannot be opened: check its permissions");
    stream.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (static_cast<std::size_t>(stream.gcount()) != content.size())
        refuse(file, fmt::format("{} bytes expected, {} could be read: copy the file again", content.size(),
                                 stream.gcount()));
    return content;
}

ImageFile parse_image(std::string_view content, const std::string& file, std::uint32_t base) {
    const Format format = named_format(file);
    refuse_foreign(file, content, format);
    ImageFile made = parse_as(format, content, file, base);
    note_entry(made);
    return made;
}

ImageFile read_image(const std::string& file, std::uint32_t base) {
    return parse_image(read_content(file), file, base);
}

}  // namespace stapel::flasher
