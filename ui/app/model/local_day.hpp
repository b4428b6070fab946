#pragma once

#include "station/base/clock.hpp"

namespace stapel::app {

/// When the day of that moment began where this station stands.
[[nodiscard]] UtcTime local_midnight(UtcTime time);

}  // namespace stapel::app
