#include "flasher/image/format.hpp"

#include "flasher/image/dfu_suffix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

namespace stapel::flasher {
namespace {

constexpr std::size_t mib = 1024 * 1024;

// Far above any microcontroller's flash, far below what would make the station swap; an ELF carries its debugger's
// data.
struct Entry {
    Format format;
    std::string_view name, key;
    bool addresses;
    std::size_t largest;
};
constexpr std::array entries{
    Entry{Format::intel_hex, "Intel HEX text", "intel_hex", true, 64 * mib},
    Entry{Format::srecord, "S-record text", "srecord", true, 64 * mib},
    Entry{Format::elf, "an ELF file", "elf", true, 128 * mib},
    Entry{Format::binary, "raw binary", "binary", false, 16 * mib},
    Entry{Format::dfu, "a DFU file", "dfu", false, 16 * mib},
    Entry{Format::dfuse, "a DfuSe file", "dfuse", true, 16 * mib},
};

struct Extension {
    std::string_view text;
    Format format;
};
constexpr std::array extensions{
    Extension{".hex", Format::intel_hex}, Extension{".ihex", Format::intel_hex}, Extension{".srec", Format::srecord},
    Extension{".s19", Format::srecord},   Extension{".s28", Format::srecord},    Extension{".s37", Format::srecord},
    Extension{".mot", Format::srecord},   Extension{".elf", Format::elf},        Extension{".axf", Format::elf},
    Extension{".bin", Format::binary},    Extension{".dfu", Format::dfu},
};

struct Magic {
    std::string_view bytes, kind;
};
constexpr std::array magics{
    Magic{"\x7F" "ELF", "an ELF file"},
    Magic{"DfuSe", "a DfuSe file"},
    Magic{"UF2\n", "a UF2 file"},
};

const Entry& entry_of(Format format) { return *std::ranges::find(entries, format, &Entry::format); }

std::string_view first_line(std::string_view text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

bool all_hex(std::string_view text) {
    return std::ranges::all_of(text, [](unsigned char c) { return std::isxdigit(c) != 0; });
}

}  // namespace

std::string_view name_of(Format format) { return entry_of(format).name; }

std::string_view key_of(Format format) { return entry_of(format).key; }

bool has_addresses(Format format) { return entry_of(format).addresses; }

std::size_t largest_file(Format format) { return entry_of(format).largest; }

std::optional<Format> format_of_name(const std::string& file) {
    std::string extension = std::filesystem::path(file).extension().string();
    std::ranges::transform(extension, extension.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto found = std::ranges::find(extensions, extension, &Extension::text);
    return found == extensions.end() ? std::nullopt : std::optional(found->format);
}

std::string known_extensions() {
    std::string text;
    for (const Extension& extension : extensions) {
        const bool last = &extension == &extensions.back();
        text += fmt::format("{}{}", text.empty() ? "" : last ? " or " : ", ", extension.text);
    }
    return text;
}

std::string_view kind_of_content(std::string_view content) {
    for (const Magic& magic : magics)
        if (content.starts_with(magic.bytes)) return magic.kind;
    const std::string_view line = first_line(content);
    // The shortest records: `:00000001FF` and `S9030000FC`.
    if (line.size() >= 11 && line[0] == ':' && all_hex(line.substr(1))) return name_of(Format::intel_hex);
    if (line.size() >= 10 && line[0] == 'S' && all_hex(line.substr(1))) return name_of(Format::srecord);
    if (has_dfu_suffix(bytes_of(content))) return name_of(Format::dfu);
    return {};
}

}  // namespace stapel::flasher
