#include "ui/app/window/scene.hpp"

#include "ui/app/window/pacer.hpp"
#include "ui/app/window/window.hpp"

#include <algorithm>

namespace stapel::app {
namespace {

/// One scene in one window.
class Showing {
public:
    Showing(Scene& scene, Window& window, const Clock& clock) : scene_(scene), window_(window), clock_(clock) {}

    void hear() {
        const auto heard = window_.wait(std::min(next_frame(), settles_) - clock_.now());
        if (heard.touched) pacer_.touched();
        if (heard.woken) pacer_.news();
        for (const auto& event : heard.events) scene_.hear(event);
        const auto now = clock_.now();
        if (now >= settles_) pacer_.touched();
        settles_ = scene_.settle(now);
    }

    [[nodiscard]] bool frame_is_due() const { return clock_.now() >= next_frame(); }

    void frame() {
        window_.forget_wake();  // before the look: what comes after it wakes again
        changes_ = scene_.look(clock_.now());
        window_.draw(scene_.preferences(), [this](const Ui& ui) { scene_.draw(ui); });
        pacer_.drawn(clock_.now());
        if (window_.feed().waits()) pacer_.touched();
        const auto commands = window_.take_commands();
        if (commands.empty()) return;
        scene_.carry_out(commands);
        pacer_.touched();
    }

private:
    [[nodiscard]] TimePoint next_frame() const { return pacer_.due(changes_); }

    Scene& scene_;
    Window& window_;
    const Clock& clock_;
    Pacer pacer_;
    TimePoint settles_ = TimePoint::max();
    TimePoint changes_{};
};

}  // namespace

void play(Scene& scene, Window& window, const Clock& clock) {
    Showing showing(scene, window, clock);
    while (!scene.is_over()) {
        if (showing.frame_is_due()) showing.frame();
        showing.hear();
    }
}

}  // namespace stapel::app
