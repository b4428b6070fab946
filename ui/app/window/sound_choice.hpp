#pragma once

#include "ui/app/model/snapshot.hpp"
#include "ui/app/window/tones.hpp"

#include <optional>

namespace stapel::app {

/// What is to be heard about what happened between two looks at the station; one sound, the most urgent.
[[nodiscard]] std::optional<Sound> sound_between(const Snapshot& before, const Snapshot& after);

}  // namespace stapel::app
