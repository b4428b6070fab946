#pragma once

#include "flasher/image/image_file.hpp"

#include <string>
#include <string_view>

namespace stapel::flasher {

/// Reads Motorola S-records, S0 to S3 and S5 to S9, in either line ending; blank lines are skipped, nothing else is.
/// Throws `ImageError` naming `file` and the line: wrong checksum or length, foreign characters, S4, contradicting
/// records, a count (S5, S6) that is not that of the data records before it, data behind a count, neither an end record
/// nor a count at the end, an end record of another width than the data's, anything after it, no data.
/// Source: Motorola, M68000 Family Programmer's Reference Manual, appendix C.
[[nodiscard]] ImageFile parse_srecord(std::string_view text, const std::string& file);

/// The reverse: the narrowest of S1, S2 and S3 that all addresses fit into, with a count; `name` goes into S0, as much
/// of it as fits.
[[nodiscard]] std::string to_srecord(const Image& image, std::optional<std::uint32_t> entry, std::string_view name);

}  // namespace stapel::flasher
