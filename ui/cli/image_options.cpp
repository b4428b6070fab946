#include "ui/cli/image_options.hpp"

#include "flasher/chip.hpp"
#include "ui/cli/commands.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <string_view>

namespace stapel::cli {
namespace {

std::uint32_t read_address(std::string_view text) {
    const std::string_view digits = text.starts_with("0x") || text.starts_with("0X") ? text.substr(2) : "";
    std::uint32_t address = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), address, 16);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
        throw UsageError(fmt::format("--address: 0x and up to eight hex digits expected, '{}' found: write 0x08000000, "
                                     "for example", text));
    return address;
}

}  // namespace

flasher::ImageFile read_image_file(const std::string& file, const std::string& address) {
    const std::uint32_t base = address.empty() ? flasher::flash_start : read_address(address);
    try {
        auto read = flasher::read_image(file, base);
        if (!address.empty() && has_addresses(read.format))
            throw UsageError(fmt::format("--address: an image without addresses expected, raw binary or plain DFU, {} "
                                         "found in {}: leave the option out", name_of(read.format), file));
        for (const auto& note : read.notes) fmt::print(stderr, "{}\n", to_warning(note));
        return read;
    } catch (const flasher::ImageError& error) {
        throw UsageError(to_text(error));
    }
}

}  // namespace stapel::cli
