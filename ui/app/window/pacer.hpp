#pragma once

#include "station/base/clock.hpp"

namespace stapel::app {

/// When the window is to be drawn: three frames after a key or the mouse (Dear ImGui finds sizes in the first ones), as
/// fast as a screen shows them; what the station tells ten times a second at most; else for what changes with time
/// alone.
class Pacer {
public:
    static constexpr Duration shortest = std::chrono::milliseconds(16);
    static constexpr Duration news_apart = std::chrono::milliseconds(100);

    /// A person did something.
    void touched() { quick_ = frames; }
    /// The station has something new to show.
    void news() { slow_ = frames; }
    void drawn(TimePoint now);

    /// When the next frame is due; `at_latest`: for what changes with time.
    [[nodiscard]] TimePoint due(TimePoint at_latest) const;

private:
    static constexpr int frames = 3;

    int quick_ = frames, slow_ = 0;
    TimePoint last_{};
};

/// The next moment at which the clock in the window shows another second.
[[nodiscard]] TimePoint next_second(TimePoint now, UtcTime utc);

}  // namespace stapel::app
