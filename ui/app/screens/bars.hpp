#pragma once

#include "ui/app/look/ui.hpp"

namespace stapel::app {

// Heights in pixels of what stands above and below every screen, in a window of that width. They do not depend on what
// there is to tell, so that nothing moves.

[[nodiscard]] float status_bar_height(const Ui& ui, float width);
[[nodiscard]] float scan_line_height(const Ui& ui);
[[nodiscard]] float key_bar_height(const Ui& ui, const View& view, float width);

}  // namespace stapel::app
