#include "ui/app/window/scene.hpp"
#include "ui/app/window/window.hpp"

#include <catch2/catch.hpp>

#include <SDL.h>

#include <cstdlib>
#include <functional>
#include <thread>
#include <variant>
#include <vector>

using namespace stapel;
using namespace stapel::app;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 60s;  // far above what anything takes

/// SDL's display that nobody sees; without a keyboard, so that nothing comes but what a test pushes.
Window::Setup on_dummy_display() {
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    return {.windowed = true};
}

/// What SDL itself has to say about a new window.
void hear_out(Window& window) {
    while (window.wait(0ms).touched) {}
}

void push(SDL_Event event) { REQUIRE(SDL_PushEvent(&event) == 1); }

void push_key(SDL_Scancode place) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.state = SDL_PRESSED;
    event.key.keysym.scancode = place;
    push(event);
}

void push_mouse(float x, float y) {
    SDL_Event event{};
    event.type = SDL_MOUSEMOTION;
    event.motion.x = static_cast<Sint32>(x);
    event.motion.y = static_cast<Sint32>(y);
    push(event);
    for (const bool down : {true, false}) {
        SDL_Event button{};
        button.type = down ? SDL_MOUSEBUTTONDOWN : SDL_MOUSEBUTTONUP;
        button.button.button = SDL_BUTTON_LEFT;
        button.button.state = down ? SDL_PRESSED : SDL_RELEASED;
        push(button);
    }
}

/// One button, which ends it.
struct OneButton : Scene {
    void hear(const WindowEvent& event) override {
        if (const auto* key = std::get_if<KeyEvent>(&event)) keys.push_back(key->usage);
    }
    void draw(const Ui& ui) override {
        if (ui.button("close", "close")) ui.command(Quit{});
        if (frames++ == 0) on_first_frame();
    }
    void carry_out(const Commands& commands) override {
        over = over || std::holds_alternative<Quit>(commands.front());
    }
    [[nodiscard]] bool is_over() const override { return over; }
    [[nodiscard]] const Preferences& preferences() const override { return kept; }

    std::function<void()> on_first_frame = [] {};
    Preferences kept{};
    std::vector<int> keys{};
    int frames = 0;
    bool over = false;
};

}  // namespace

TEST_CASE("no display is told by an error of its own") {
    ::setenv("SDL_VIDEODRIVER", "none-of-that-name", 1);
    CHECK_THROWS_AS(Window({.windowed = true}), NoDisplay);
}

TEST_CASE("a wake ends a wait, from whatever thread it comes") {
    Window window(on_dummy_display());
    hear_out(window);
    const std::jthread other([&] { window.wake(); });
    CHECK(window.wait(patience).woken);
}

TEST_CASE("however often the station wakes it, one event waits") {
    Window window(on_dummy_display());
    hear_out(window);
    for (int i = 0; i < 100'000; ++i) window.wake();  // more than SDL's queue holds
    CHECK(window.wait(0ms).woken);
    CHECK_FALSE(window.wait(0ms).woken);
    window.wake();
    CHECK_FALSE(window.wait(0ms).woken);  // not before what it was woken for was looked at
    window.forget_wake();
    window.wake();
    CHECK(window.wait(0ms).woken);
}

TEST_CASE("everything that has come is heard at once, in its order") {
    Window window(on_dummy_display());
    hear_out(window);
    for (const auto place : {SDL_SCANCODE_S, SDL_SCANCODE_1, SDL_SCANCODE_RETURN}) push_key(place);
    const auto heard = window.wait(patience);
    REQUIRE(heard.events.size() == 3);
    CHECK(std::get<KeyEvent>(heard.events[0]).usage == SDL_SCANCODE_S);
    CHECK(std::get<KeyEvent>(heard.events[2]).usage == SDL_SCANCODE_RETURN);
    CHECK(heard.touched);
    CHECK_FALSE(heard.woken);
}

TEST_CASE("a large scale is drawn as large as the window has room for") {
    Window window(on_dummy_display());
    float height = 0;
    window.draw({.scale_percent = 250}, [&](const Ui& ui) { height = ui.px(100); });
    CHECK(height == 166);
    window.draw({.scale_percent = 100}, [&](const Ui& ui) { height = ui.px(100); });
    CHECK(height == 100);
}

TEST_CASE("a scene is played until a click on its button, and hears the keys before it") {
    Window window(on_dummy_display());
    OneButton scene;
    scene.on_first_frame = [] { push_key(SDL_SCANCODE_A); };
    window.draw(scene.kept, [&](const Ui& ui) { scene.draw(ui); });
    const auto& button = window.widgets().front();
    push_mouse(button.x + button.width / 2, button.y + button.height / 2);
    play(scene, window, system_clock());
    CHECK(scene.keys == std::vector<int>{SDL_SCANCODE_A});
}

TEST_CASE("only what changes is painted, and all again when the window was uncovered") {
    Window window(on_dummy_display());
    hear_out(window);
    const auto show = [&](const char* text) {
        window.draw({}, [&](const Ui& ui) { static_cast<void>(ui.button("one", text)); });
        return window.painted();
    };
    show("first");
    const int before = show("first");  // a button's first frame may differ from its second
    CHECK(show("first") == before);
    const int changed = show("second");
    CHECK(changed == before + 1);
    CHECK(show("second") == changed);
    SDL_Event uncovered{};
    uncovered.type = SDL_WINDOWEVENT;
    uncovered.window.event = SDL_WINDOWEVENT_EXPOSED;
    push(uncovered);
    REQUIRE(window.wait(0ms).touched);
    CHECK(show("second") == changed + 1);
}
