#pragma once

#include <string>
#include <string_view>

namespace stapel::frames {

/// Printable ASCII, or a control character that text protocols send.
[[nodiscard]] bool is_readable(char character);

/// `/?!<CR><LF>`: characters as they are, control characters by their names, all others in hex: `<9F>`. Printable ASCII
/// whatever comes.
[[nodiscard]] std::string characters_shown(std::string_view characters);

}  // namespace stapel::frames
