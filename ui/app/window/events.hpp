#pragma once

#include <optional>
#include <string>
#include <variant>

union SDL_Event;

namespace stapel::app {

// What comes from keyboard, mouse and desktop.

/// A key went down or up; `usage` as in `keyboard.hpp`.
struct KeyEvent {
    int usage = 0;
    bool down = true;
    bool repeat = false;  ///< it is held
    bool shift = false, control = false, alt = false;
};
/// Characters that a key made under the layout that is switched on, in UTF-8.
struct TextEvent { std::string text; };
struct MouseMoved { float x = 0, y = 0; };
struct MouseButton {
    int button = 0;  ///< 0 left, 1 right, 2 middle
    bool down = true;
};
struct MouseWheel { float x = 0, y = 0; };
/// Another window has the keyboard now.
struct FocusLost {};
/// By the cross in the window's corner, or what a desktop has for that.
struct CloseAsked {};
/// The renderer lost its textures.
struct TexturesLost {};

using WindowEvent =
    std::variant<KeyEvent, TextEvent, MouseMoved, MouseButton, MouseWheel, FocusLost, CloseAsked, TexturesLost>;

/// None for those that mean nothing here.
[[nodiscard]] std::optional<WindowEvent> window_event(const SDL_Event& event);

}  // namespace stapel::app
