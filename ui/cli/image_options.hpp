#pragma once

#include "flasher/image/image_file.hpp"

#include <string>

namespace stapel::cli {

/// For the option `--address` of `read_image_file`.
constexpr auto address_help =
    "Where an image without addresses goes: raw binary, plain DFU (default: start of the flash)";

/// Reads an image for a command; `address` is that option as given, empty when it was not. What is allowed but not
/// advised is told on standard error. Throws `UsageError`.
[[nodiscard]] flasher::ImageFile read_image_file(const std::string& file, const std::string& address);

}  // namespace stapel::cli
