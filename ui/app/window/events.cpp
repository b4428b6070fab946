#include "ui/app/window/events.hpp"

#include <SDL.h>

namespace stapel::app {
namespace {

KeyEvent key_event(const SDL_KeyboardEvent& key) {
    const auto held = [&](int modifiers) { return (key.keysym.mod & modifiers) != 0; };
    return {.usage = static_cast<int>(key.keysym.scancode),
            .down = key.state == SDL_PRESSED,
            .repeat = key.repeat != 0,
            .shift = held(KMOD_SHIFT),
            .control = held(KMOD_CTRL),
            .alt = held(KMOD_ALT | KMOD_GUI)};  // a desktop's own keys are no characters either
}

/// A desktop's window manager takes it before us and asks the window to close; a station may have none.
bool is_alt_f4(const SDL_KeyboardEvent& key) {
    return key.keysym.scancode == SDL_SCANCODE_F4 && (key.keysym.mod & KMOD_ALT) != 0 && key.repeat == 0;
}

std::optional<WindowEvent> button_event(const SDL_MouseButtonEvent& button) {
    const bool down = button.state == SDL_PRESSED;
    switch (button.button) {
        case SDL_BUTTON_LEFT: return MouseButton{0, down};
        case SDL_BUTTON_RIGHT: return MouseButton{1, down};
        case SDL_BUTTON_MIDDLE: return MouseButton{2, down};
        default: return std::nullopt;
    }
}

}  // namespace

std::optional<WindowEvent> window_event(const SDL_Event& event) {
    switch (event.type) {
        case SDL_KEYDOWN:
            if (is_alt_f4(event.key)) return CloseAsked{};
            return key_event(event.key);
        case SDL_KEYUP: return key_event(event.key);
        case SDL_TEXTINPUT: return TextEvent{event.text.text};
        case SDL_MOUSEMOTION: return MouseMoved{static_cast<float>(event.motion.x), static_cast<float>(event.motion.y)};
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP: return button_event(event.button);
        case SDL_MOUSEWHEEL: return MouseWheel{event.wheel.preciseX, event.wheel.preciseY};
        case SDL_WINDOWEVENT:
            if (event.window.event == SDL_WINDOWEVENT_FOCUS_LOST) return FocusLost{};
            return std::nullopt;
        case SDL_QUIT: return CloseAsked{};
        case SDL_RENDER_TARGETS_RESET:
        case SDL_RENDER_DEVICE_RESET: return TexturesLost{};
        default: return std::nullopt;
    }
}

}  // namespace stapel::app
