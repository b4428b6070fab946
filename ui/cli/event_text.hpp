#pragma once

#include "station/run/events.hpp"

#include <string>

namespace stapel::cli {

/// The event as one line of JSON without its line end (DESIGN 6.2).
[[nodiscard]] std::string to_json(const run::Event& event);

/// The event as a line for people, in English; empty for events that people do not need to see.
[[nodiscard]] std::string to_line(const run::Event& event);

}  // namespace stapel::cli
