#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace stapel::flasher {

/// Where something stands in a file: a line of a text, an offset into a binary file, or neither: the file as a whole.
struct Place {
    int line = 0;  ///< from 1
    std::optional<std::uint64_t> offset{};
};

/// A file that is no image we would ever write to a chip.
struct ImageError {
    std::string file;
    Place place{};
    std::string message;  ///< expected, found, what to do
};

/// `FILE:LINE: error: MESSAGE`, `FILE: offset 0xOFFSET: error: MESSAGE` or `FILE: error: MESSAGE`.
[[nodiscard]] std::string to_text(const ImageError& error);
/// The same for what is allowed but not advised.
[[nodiscard]] std::string to_warning(const ImageError& note);

}  // namespace stapel::flasher
