#include "flasher/image/image_error.hpp"

#include <fmt/format.h>

#include <string_view>

namespace stapel::flasher {
namespace {

std::string to_line(const ImageError& error, std::string_view level) {
    std::string place;
    if (error.place.line != 0) place = fmt::format(":{}", error.place.line);
    else if (error.place.offset) place = fmt::format(": offset 0x{:X}", *error.place.offset);
    return fmt::format("{}{}: {}: {}", error.file, place, level, error.message);
}

}  // namespace

std::string to_text(const ImageError& error) { return to_line(error, "error"); }

std::string to_warning(const ImageError& note) { return to_line(note, "warning"); }

}  // namespace stapel::flasher
