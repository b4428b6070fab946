#include "flasher/image.hpp"
#include "flasher/intel_hex.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <system_error>

namespace stapel::flasher {
namespace {

// Far above any microcontroller's flash, far below what would make the station swap.
constexpr std::size_t largest_file = 16 * 1024 * 1024;

struct Magic {
    std::string_view bytes, name;
};
constexpr std::array magics{
    Magic{"\x7F" "ELF", "an ELF file"},
    Magic{"DfuSe", "a DfuSe file"},
    Magic{"UF2\n", "a UF2 file"},
};

std::string_view first_line(std::string_view text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

bool all_hex(std::string_view text) {
    return std::ranges::all_of(text, [](unsigned char c) { return std::isxdigit(c) != 0; });
}

/// What the file's beginning says it is; empty when it says nothing.
std::string_view format_of(std::string_view content) {
    for (const Magic& magic : magics)
        if (content.starts_with(magic.bytes)) return magic.name;
    const std::string_view line = first_line(content);
    // The shortest records: `:00000001FF` and `S9030000FC`.
    if (line.size() >= 11 && line[0] == ':' && all_hex(line.substr(1))) return "Intel HEX text";
    if (line.size() >= 10 && line[0] == 'S' && all_hex(line.substr(1))) return "S-record text";
    return {};
}

[[noreturn]] void refuse(const std::string& file, std::string message) {
    throw ImageError{.file = file, .line = 0, .message = std::move(message)};
}

void refuse_foreign(const std::string& file, std::string_view content, std::string_view expected) {
    const std::string_view found = format_of(content);
    if (found.empty() || found == expected) return;
    refuse(file, fmt::format("{} expected, as the name says, {} found: the file is in a format that is not what its "
                             "name says; give it its right name or build the right file",
                             expected, found));
}

std::size_t checked_size(const std::string& file) {
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status))
        refuse(file, fmt::format("an image file expected, none found ({}): check the path", error.message()));
    if (!std::filesystem::is_regular_file(status))
        refuse(file, "an image file expected, a directory or device found: name the file itself");
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error) refuse(file, fmt::format("the file cannot be read ({}): check its permissions", error.message()));
    if (size == 0) refuse(file, "an image expected, an empty file found: build or copy it again");
    if (size > largest_file)
        refuse(file, fmt::format("at most {} bytes expected, {} found: this is no microcontroller's image",
                                 largest_file, size));
    return static_cast<std::size_t>(size);
}

std::string content_of(const std::string& file) {
    std::string content(checked_size(file), '\0');
    std::ifstream stream(file, std::ios::binary);
    if (!stream) refuse(file, "the file cannot be opened: check its permissions");
    stream.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (static_cast<std::size_t>(stream.gcount()) != content.size())
        refuse(file, fmt::format("{} bytes expected, {} could be read: copy the file again", content.size(),
                                 stream.gcount()));
    return content;
}

Image binary_image(const std::string& file, std::string_view content, std::uint32_t base) {
    refuse_foreign(file, content, "raw binary");
    if (content.size() > UINT32_MAX - base)
        refuse(file, fmt::format("an end below 4 GiB expected, {} bytes at 0x{:08X} found: check the address",
                                 content.size(), base));
    Image image;
    [[maybe_unused]] const bool added = image.add(base, bytes_of(content));  // the first bytes contradict none
    return image;
}

std::string extension_of(const std::string& file) {
    std::string extension = std::filesystem::path(file).extension().string();
    std::ranges::transform(extension, extension.begin(), [](unsigned char c) { return std::tolower(c); });
    return extension;
}

}  // namespace

std::string to_text(const ImageError& error) {
    return error.line == 0 ? fmt::format("{}: error: {}", error.file, error.message)
                           : fmt::format("{}:{}: error: {}", error.file, error.line, error.message);
}

Image read_image(const std::string& file, std::uint32_t base) {
    const std::string extension = extension_of(file);
    if (extension == ".bin") return binary_image(file, content_of(file), base);
    if (extension != ".hex" && extension != ".ihex")
        refuse(file, fmt::format("a name that ends in .hex, .ihex or .bin expected, '{}' found: convert the image or "
                                 "give it its right name", extension));
    const std::string content = content_of(file);
    refuse_foreign(file, content, "Intel HEX text");
    return parse_intel_hex(content, file);
}

}  // namespace stapel::flasher
