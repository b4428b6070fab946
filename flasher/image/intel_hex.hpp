#pragma once

#include "flasher/image/image_file.hpp"

#include <string>
#include <string_view>

namespace stapel::flasher {

/// Reads Intel HEX text, record types 00 to 05, in either line ending; blank lines are skipped, nothing else is.
/// Records may come in any order and overlap where they agree.
/// Throws `ImageError` naming `file` and the line: wrong checksum or length, foreign characters, unknown type,
/// contradicting records, an address above 4 GiB, a missing end record, anything after it, no data.
/// Source: Intel, Hexadecimal Object File Format Specification, revision A, 1988.
[[nodiscard]] ImageFile parse_intel_hex(std::string_view text, const std::string& file);

/// The reverse: types 00, 04, 05 where there is an entry, and 01.
[[nodiscard]] std::string to_intel_hex(const Image& image, std::optional<std::uint32_t> entry);

}  // namespace stapel::flasher
