#pragma once

#include "firmware/module/characters.hpp"

namespace stapel::firmware {

// What a meter's answer says, in any of its shapes (protocols 1.5): name on every line, on the first only, or nowhere;
// several values in one bracket; an error in place of values.

/// `NAME` in front of the first bracket; may be empty.
[[nodiscard]] Slice name_in(Slice data);
/// The value at `index`, from 0; its data is null when there are fewer.
[[nodiscard]] Slice value_in(Slice data, int index);
/// `NAME(ERRnn)` or `(ERRnn)`
[[nodiscard]] bool is_error(Slice data);

/// The meter's type in an identification `/XXXZ[\W]ident` CR LF: `CE301v12` is a CE301, `CE3081.1` a CE308, `CE102Mv01`
/// a CE102M. Empty when it is no identification.
[[nodiscard]] Slice type_in(Slice identification);

/// The speed that an identification's baud character offers in mode C; 0 when it is none that is known.
[[nodiscard]] unsigned baud_of(char baud_character);

}  // namespace stapel::firmware
