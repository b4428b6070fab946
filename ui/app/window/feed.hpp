#pragma once

#include "ui/app/look/keys.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <variant>

namespace stapel::app {

/// Hands keys, text and mouse to Dear ImGui, each frame as much as it can tell apart: 1.86 sees states, so that a key
/// which goes down and up between two frames was never pressed, and of a key and a character it does not know which
/// came first. What does not fit waits for the next frame.
class Feed {
public:
    struct Modifiers {
        bool control = false, shift = false, alt = false;
        bool operator==(const Modifiers&) const = default;
    };

    void modifiers(Modifiers held);
    void key(Key key, bool down) { waiting_.push_back(KeyChange{key, down}); }
    void text(std::string text) { waiting_.push_back(std::move(text)); }
    void mouse_position(float x, float y) { waiting_.push_back(Position{x, y}); }
    void mouse_button(int button, bool down) { waiting_.push_back(ButtonChange{button, down}); }
    void mouse_wheel(float x, float y) { waiting_.push_back(Wheel{x, y}); }
    /// Nothing is held any more, and what waits is not wanted.
    void forget_keys();

    /// To the current context, before a frame.
    void tell();
    /// Another frame is needed.
    [[nodiscard]] bool waits() const { return !waiting_.empty(); }

private:
    struct KeyChange {
        Key key;
        bool down;
    };
    struct Position { float x, y; };
    struct ButtonChange {
        int button;
        bool down;
    };
    struct Wheel { float x, y; };
    using Item = std::variant<Modifiers, KeyChange, std::string, Position, ButtonChange, Wheel>;
    struct Frame;

    std::deque<Item> waiting_;
    Modifiers held_{};  ///< once everything that waits was told
};

}  // namespace stapel::app
