#pragma once

#include "station/base/bytes.hpp"

#include <string>

namespace stapel {

/// Writes a file anew and waits until the disk has it; blocks. Empty, or the system's words for why it could not; part
/// of the file may be there then.
[[nodiscard]] std::string write_durably(const std::string& file, ByteView content);

}  // namespace stapel
