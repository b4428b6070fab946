#pragma once

#include <algorithm>

namespace stapel::app {

/// The scale at which the window is drawn, in percent: what is wanted, but not so much that less than 768 x 432 pixels
/// at 100 % would find room, in which every screen still has its parts. 250 % thus draws at 166 % on 1280 x 720 pixels.
/// Never below 100 %, where text would be smaller than it may be.
[[nodiscard]] constexpr int drawn_scale(int wanted_percent, int width, int height) {
    constexpr int least_width = 768, least_height = 432, least = 100, most = 250;
    const int room = std::min(100 * width / least_width, 100 * height / least_height);
    return std::clamp(std::min(wanted_percent, room), least, most);
}

}  // namespace stapel::app
