#include "ui/app/window/feed.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace stapel::app {

/// What one frame was told. Each `take` answers whether the frame could still take it.
struct Feed::Frame {
    std::vector<Key> keys;
    bool button = false, text = false;

    bool take(const Modifiers& held) {
        if (!keys.empty() || text) return false;
        tell_modifiers(held.control, held.shift, held.alt);
        return true;
    }
    bool take(const KeyChange& change) {
        if (text || std::ranges::find(keys, change.key) != keys.end()) return false;
        keys.push_back(change.key);
        tell_key(change.key, change.down);
        return true;
    }
    bool take(const std::string& characters) {
        if (!keys.empty()) return false;
        text = true;
        tell_text(characters);
        return true;
    }
    bool take(const Position& position) {
        if (button) return false;
        tell_mouse_position(position.x, position.y);
        return true;
    }
    bool take(const ButtonChange& change) {
        if (std::exchange(button, true)) return false;
        tell_mouse_button(change.button, change.down);
        return true;
    }
    bool take(const Wheel& wheel) {
        tell_mouse_wheel(wheel.x, wheel.y);
        return true;
    }
};

void Feed::modifiers(Modifiers held) {
    if (std::exchange(held_, held) != held) waiting_.push_back(held);
}

void Feed::forget_keys() {
    waiting_.clear();
    held_ = {};
    app::forget_keys();
}

void Feed::tell() {
    Frame frame;
    const auto take = [&](const auto& item) { return frame.take(item); };
    while (!waiting_.empty() && std::visit(take, waiting_.front())) waiting_.pop_front();
}

}  // namespace stapel::app
