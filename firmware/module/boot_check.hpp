#pragma once

#include "firmware/module/hal.hpp"
#include "firmware/module/image_header.hpp"

namespace stapel::firmware {

enum class BootVerdict : uint8_t {
    silent,    ///< the processor cannot start: blank flash, impossible vector table
    rejected,  ///< it starts and finds the image damaged or foreign
    good,
};

/// What the header says of the image; texts end with a zero. `serial` is empty when there is none.
struct ImageFacts {
    char type[type_length + 1];
    char version[version_length + 1];
    char serial[serial_length + 1];
    uint32_t crc;
};

/// Can the processor start from the vector table at the flash's start: initial stack inside RAM, reset vector odd
/// (Thumb) and inside the part of the flash that an image may use?
[[nodiscard]] bool vectors_possible(const Hal& hal, const Board& board);

/// Judges the whole image; `facts` is filled when it is good.
[[nodiscard]] BootVerdict check_image(const Hal& hal, const Board& board, ImageFacts& facts);

}  // namespace stapel::firmware
