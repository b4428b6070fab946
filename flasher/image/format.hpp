#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace stapel::flasher {

/// The formats of image files.
enum class Format {
    intel_hex,
    srecord,
    elf,
    binary,
    dfu,    ///< raw binary with the suffix of USB DFU
    dfuse,  ///< ST's container of addressed pieces, with the same suffix
};

/// For messages: `Intel HEX text`.
[[nodiscard]] std::string_view name_of(Format format);
/// For JSON: `intel_hex`.
[[nodiscard]] std::string_view key_of(Format format);
/// Whether a file says itself where its bytes belong.
[[nodiscard]] bool has_addresses(Format format);

/// What a file's name says it is, by its extension in either case; `dfu` for both kinds of `.dfu`. None when it says
/// nothing.
[[nodiscard]] std::optional<Format> format_of_name(const std::string& file);
/// Every extension that says something, for messages: `.hex, .ihex, ... or .dfu`.
[[nodiscard]] std::string known_extensions();

/// The kind of file that the content's beginning and end are the marks of; empty when they are none. Also for kinds
/// that are no image here.
[[nodiscard]] std::string_view kind_of_content(std::string_view content);

/// No file of this format is larger.
[[nodiscard]] std::size_t largest_file(Format format);

}  // namespace stapel::flasher
