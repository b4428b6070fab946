#pragma once

#include "flasher/image/image_file.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace stapel::flasher {

struct WriteOptions {
    Format format = Format::intel_hex;  ///< any but ELF
    std::optional<std::byte> fill{};    ///< for the gaps of an image in a format without addresses
};

/// The content of a file of that format; `name` stands inside where the format has room for it. Throws `ImageError`
/// that names `name` when the image has gaps that the format cannot have and nothing to fill them with.
[[nodiscard]] Bytes encode_image(const ImageFile& image, const WriteOptions& options, const std::string& name);

/// Writes the image beside `target`, reads it back from there and compares; only then it takes the place of `target`.
/// The name of `target` says the format of `options`. Throws `ImageError`; then `target` is what it was and nothing
/// else is left.
void write_image_file(const ImageFile& image, const WriteOptions& options, const std::string& target);

}  // namespace stapel::flasher
