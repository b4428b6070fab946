#pragma once

#include "ui/app/look/ui.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace stapel::app {

/// What is drawn without a display.
struct PictureRequest {
    int width = 1280, height = 720;  ///< pixels
    Preferences preferences;         ///< language and scale
};

/// A window's contents as pixels, with what was noted in it.
struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;  ///< rows from above, four bytes a pixel
    std::vector<Widget> widgets;
    Commands commands;
};

/// Draws a window in memory, without any display: the same bytes every time. `draw` is called for several frames, as
/// Dear ImGui finds sizes in the first ones; the last is what counts. Throws `FontMissing`.
[[nodiscard]] Picture draw_picture(const PictureRequest& request, const std::function<void(const Ui&)>& draw);

}  // namespace stapel::app
