#pragma once

#include "flasher/image/image_file.hpp"

#include <string>

namespace stapel::flasher {

/// Reads a linked program for 32-bit little-endian ARM: the bytes of every PT_LOAD at its physical address (`p_paddr`,
/// where they are stored; `p_vaddr` is where the program wants them when it runs). Section headers are not looked at.
/// Throws `ImageError` with the offset of what is wrong: another class, byte order, machine or kind of file, headers or
/// segments outside the file, segments that contradict each other, no bytes to load.
/// Source: System V ABI, chapters 4 and 5; ELF for the Arm Architecture.
[[nodiscard]] ImageFile parse_elf(ByteView content, const std::string& file);

}  // namespace stapel::flasher
