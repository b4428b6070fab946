#pragma once

#include "flasher/image/image_file.hpp"
#include "flasher/module_image.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace stapel::flasher {

/// Bytes of one module alone, patched into the image in memory.
struct UnitField {
    std::uint32_t offset = 0, size = 0;  ///< from the start of the flash
};

/// Why these bytes must not be put there.
struct UnitFieldProblem {
    std::string expected, advice;
};

/// A field must lie behind what the header's CRC covers (dialect 4: else the module rejects its image), in one window
/// of 256 bytes (one write of AN3155 carries it whole, and so it can be found and masked on a tape), wholly in the
/// image or wholly outside, and with the image on some chip. None when it does.
[[nodiscard]] std::optional<UnitFieldProblem> unit_field_problem(const ImageFile& file, const ModuleHeader& header,
                                                                 const UnitField& field);

/// Puts the bytes there; the field was found without a problem.
void put_unit_field(Image& image, const UnitField& field, ByteView bytes);

}  // namespace stapel::flasher
