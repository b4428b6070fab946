#pragma once

#include "station/base/clock.hpp"

#include <string>

namespace stapel::run {

/// A new UUIDv7 (RFC 9562 5.7) of this moment, 36 characters, lower case. Any thread.
[[nodiscard]] std::string make_run_id(UtcTime time);

}  // namespace stapel::run
