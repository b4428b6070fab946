#pragma once

#include "flasher/image.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace stapel::flasher {

/// Where a module's image keeps its header and its serial, from the start of the flash (dialect 4).
constexpr std::uint32_t header_offset = 0x200, header_length = 0x36, serial_offset = 0x240, serial_length = 16;

/// The header of a module's image.
struct ModuleHeader {
    std::string type;     ///< `NB02`
    std::string version;  ///< as the console tells it
    std::uint32_t length = 0;
};

/// Reads and proves the header: magic, header version, known type, possible length, CRC. Else why not.
struct HeaderOrProblem {
    std::optional<ModuleHeader> header;
    std::string problem;
};
[[nodiscard]] HeaderOrProblem read_header(const Image& image, std::uint32_t flash_start);

/// The version text of a header read from a chip, `header_length` bytes, unproven; none when there is no header.
[[nodiscard]] std::optional<std::string> peek_version(ByteView header);

/// The serial as it stands in flash: 16 bytes to text; none when all FF. `malformed` when neither.
struct SerialField {
    std::optional<std::string> serial;
    bool malformed = false;
};
[[nodiscard]] SerialField decode_serial(ByteView field);
/// 16 bytes, zero padded; the serial is `S` and 6 to 10 digits.
[[nodiscard]] Bytes encode_serial(std::string_view serial);
[[nodiscard]] bool is_serial(std::string_view text);

}  // namespace stapel::flasher
