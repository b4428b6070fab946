#pragma once

#include "station/base/bytes.hpp"

#include <string>
#include <string_view>

namespace stapel::frames {

/// Does a secret of the run's stand here as `*`?
[[nodiscard]] bool is_masked(ByteView bytes);

/// After the words of a masked frame: neither its check nor its parity can be right.
constexpr std::string_view not_checked = "; masked bytes in it, so not checked";

/// Of bytes that belong to no frame.
[[nodiscard]] std::string junk_words(ByteView bytes);

}  // namespace stapel::frames
