#pragma once

#include "flasher/image/image_file.hpp"

#include <string>

namespace stapel::cli {

/// What `stapel image info` tells of a file, for people and as JSON.
[[nodiscard]] std::string image_text(const flasher::ImageFile& file);
[[nodiscard]] std::string image_json(const flasher::ImageFile& file);

}  // namespace stapel::cli
