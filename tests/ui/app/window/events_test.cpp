#include "ui/app/window/events.hpp"

#include <catch2/catch.hpp>

#include <SDL.h>

using namespace stapel::app;

namespace {

template <typename Kind>
Kind read(const SDL_Event& event) {
    const auto read = window_event(event);
    REQUIRE(read.has_value());
    REQUIRE(std::holds_alternative<Kind>(*read));
    return std::get<Kind>(*read);
}

SDL_Event key(SDL_Scancode place, SDL_Keycode layout, int modifiers = KMOD_NONE) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.state = SDL_PRESSED;
    event.key.keysym.scancode = place;
    event.key.keysym.sym = layout;
    event.key.keysym.mod = static_cast<Uint16>(modifiers);
    return event;
}

}  // namespace

TEST_CASE("a key is known by its place, whatever the layout makes of it") {
    const auto heard = read<KeyEvent>(key(SDL_SCANCODE_S, 0x044B /* ы */, KMOD_LSHIFT));
    CHECK(heard.usage == 0x16);
    CHECK(heard.down);
    CHECK(heard.shift);
    CHECK_FALSE(heard.control);
    CHECK_FALSE(heard.alt);
    CHECK_FALSE(heard.repeat);
}

TEST_CASE("Caps Lock and Num Lock are no Shift") {
    const auto heard = read<KeyEvent>(key(SDL_SCANCODE_S, SDLK_s, KMOD_CAPS | KMOD_NUM));
    CHECK_FALSE(heard.shift);
    CHECK_FALSE(heard.alt);
}

TEST_CASE("either of two keys holds a modifier") {
    for (const auto modifier : {KMOD_LCTRL, KMOD_RCTRL})
        CHECK(read<KeyEvent>(key(SDL_SCANCODE_C, SDLK_c, modifier)).control);
    for (const auto modifier : {KMOD_LALT, KMOD_RALT, KMOD_LGUI})
        CHECK(read<KeyEvent>(key(SDL_SCANCODE_C, SDLK_c, modifier)).alt);
}

TEST_CASE("keys go up, and repeat") {
    auto event = key(SDL_SCANCODE_A, SDLK_a);
    event.key.repeat = 1;
    CHECK(read<KeyEvent>(event).repeat);
    event.type = SDL_KEYUP;
    event.key.state = SDL_RELEASED;
    CHECK_FALSE(read<KeyEvent>(event).down);
}

TEST_CASE("text is what the layout makes") {
    SDL_Event event{};
    event.type = SDL_TEXTINPUT;
    SDL_strlcpy(event.text.text, "ыт", sizeof event.text.text);
    CHECK(read<TextEvent>(event).text == "ыт");
}

TEST_CASE("buttons of the mouse, as far as they are used") {
    SDL_Event event{};
    event.type = SDL_MOUSEBUTTONDOWN;
    event.button.state = SDL_PRESSED;
    event.button.button = SDL_BUTTON_LEFT;
    CHECK(read<MouseButton>(event).button == 0);
    CHECK(read<MouseButton>(event).down);
    event.button.button = SDL_BUTTON_RIGHT;
    CHECK(read<MouseButton>(event).button == 1);
    event.button.button = SDL_BUTTON_X1;
    CHECK_FALSE(window_event(event).has_value());
}

TEST_CASE("the window is closed, loses the keyboard or its textures; what means nothing is nothing") {
    SDL_Event event{};
    event.type = SDL_QUIT;
    (void)read<CloseAsked>(event);
    event.type = SDL_RENDER_DEVICE_RESET;
    (void)read<TexturesLost>(event);
    event.type = SDL_WINDOWEVENT;
    event.window.event = SDL_WINDOWEVENT_FOCUS_LOST;
    (void)read<FocusLost>(event);
    event.window.event = SDL_WINDOWEVENT_ENTER;
    CHECK_FALSE(window_event(event).has_value());
    event.type = SDL_AUDIODEVICEADDED;
    CHECK_FALSE(window_event(event).has_value());
}

TEST_CASE("Alt+F4 asks to close where no window manager takes it, once, and F4 alone is a key") {
    auto event = key(SDL_SCANCODE_F4, SDLK_F4, KMOD_LALT);
    (void)read<CloseAsked>(event);
    event.key.repeat = 1;
    (void)read<KeyEvent>(event);
    CHECK(read<KeyEvent>(key(SDL_SCANCODE_F4, SDLK_F4)).usage == 0x3D);
}
