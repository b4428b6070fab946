#pragma once

#include "flasher/image/assembly.hpp"
#include "flasher/image/fit.hpp"
#include "flasher/image/write_file.hpp"
#include "tests/fuzz/require.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace stapel::fuzz {

constexpr std::uint32_t image_base = 0x08000000;

/// Reads the content as a file of that name; an image that is one is no larger than any may be, tells where each block
/// came from, and is the same after it was written in `format` and read again. None when it was refused, in words.
inline std::optional<flasher::ImageFile> read_anything(std::string_view content, const std::string& name,
                                                       flasher::Format format) {
    using namespace flasher;
    std::optional<ImageFile> read;
    try {
        read = parse_image(content, name, image_base);
    } catch (const ImageError& error) {
        require(error.file == name && !error.message.empty());
        return std::nullopt;
    }
    require(read->image.size() > 0 && read->image.size() <= flasher::largest_image);
    for (const auto& [address, bytes] : read->image.blocks()) {
        const Place place = place_of(*read, address);
        require(place.line > 0 || (place.offset && *place.offset < content.size()));
    }
    static_cast<void>(problem_on_all_chips(*read));
    const Bytes written = encode_image(*read, {.format = format}, name);
    const std::string again = format == Format::intel_hex ? "again.hex"
                              : format == Format::srecord ? "again.srec"
                                                          : "again.dfu";
    const ImageFile back = parse_image(text_of(written), again, image_base);
    require(back.image.blocks() == read->image.blocks());
    return read;
}

}  // namespace stapel::fuzz
