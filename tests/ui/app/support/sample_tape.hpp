#pragma once

#include "ui/app/model/view.hpp"

namespace stapel::app::test {

/// What goes over a site's channels while the meter link is proved: console lines, IEC 62056-21 with parity bits, SCPI, AT.
[[nodiscard]] LiveTape sample_tape();

}  // namespace stapel::app::test
