#pragma once

#include "station/base/clock.hpp"
#include "ui/app/look/ui.hpp"
#include "ui/app/window/events.hpp"

namespace stapel::app {

class Window;

/// What is in the window for a while: before the work, the work, in its place.
class Scene {
public:
    virtual ~Scene() = default;

    virtual void hear(const WindowEvent& event) = 0;
    /// After all events that had come were heard. When it wants to be called again at the latest.
    virtual TimePoint settle(TimePoint) { return TimePoint::max(); }

    /// Before every frame: takes in what is new. When what it shows changes with time alone.
    virtual TimePoint look(TimePoint) { return TimePoint::max(); }
    virtual void draw(const Ui& ui) = 0;
    /// What the frame's buttons commanded.
    virtual void carry_out(const Commands& commands) = 0;

    [[nodiscard]] virtual bool is_over() const = 0;
    [[nodiscard]] virtual const Preferences& preferences() const = 0;
};

/// Shows a scene up to its end. Blocks while nothing happens.
void play(Scene& scene, Window& window, const Clock& clock);

}  // namespace stapel::app
