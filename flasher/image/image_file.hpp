#pragma once

#include "flasher/image.hpp"
#include "flasher/image/dfu_suffix.hpp"
#include "flasher/image/format.hpp"
#include "flasher/image/image_error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::flasher {

/// Which part of the file the bytes from an address come from; a line's bytes, or a stretch of a binary file.
struct Origin {
    std::uint32_t address = 0;
    std::size_t length = 0;
    Place place{};
};

/// A file's image and what else the file says.
struct ImageFile {
    std::string file;
    Format format = Format::binary;
    Image image{};
    std::vector<Origin> origins{};         ///< by address
    std::optional<std::uint32_t> entry{};  ///< where a debugger would start; the chip does not care
    std::optional<UsbDevice> usb{};        ///< of DFU files
    std::vector<ImageError> notes{};       ///< allowed, but not advised
};

/// Where the byte of an address stands in the file; the file as a whole when it has none.
[[nodiscard]] Place place_of(const ImageFile& file, std::uint32_t address);

/// Reads an image in the format that the file's name says: Intel HEX, S-records, ELF, raw binary, DFU, DfuSe. Never
/// guesses: a format that is not what the name says, or a name that says nothing, is an error. Files without addresses
/// begin at `base`. Throws `ImageError` with the line or the offset.
[[nodiscard]] ImageFile read_image(const std::string& file, std::uint32_t base);

// The two halves of it, for those who need the bytes too.

/// A file's bytes, not empty and no more than its format may have. Throws `ImageError`.
[[nodiscard]] std::string read_content(const std::string& file);
/// `file` is for messages and for the format. Throws `ImageError`.
[[nodiscard]] ImageFile parse_image(std::string_view content, const std::string& file, std::uint32_t base);

}  // namespace stapel::flasher
