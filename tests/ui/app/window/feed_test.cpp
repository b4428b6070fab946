#include "ui/app/look/context.hpp"
#include "ui/app/window/feed.hpp"

#include <catch2/catch.hpp>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <string>

using namespace stapel::app;

namespace {

/// A text field that has the keyboard, and what it was told.
struct Field {
    Field() {
        frame();
        frame();
    }

    void frame() {
        feed.tell();
        (void)context.frame({.width = 640, .height = 360}, [this] {
            ImGui::SetKeyboardFocusHere();
            if (ImGui::InputText("field", text.data(), text.size(), ImGuiInputTextFlags_EnterReturnsTrue)) ++entered;
            button_down = ImGui::IsMouseDown(0);
            clicks += ImGui::IsMouseClicked(0) ? 1 : 0;
            wheel += ImGui::GetIO().MouseWheel;
        });
    }
    /// How many frames it takes until everything was told.
    int settle() {
        int frames = 0;
        for (; feed.waits(); ++frames) frame();
        frame();
        return frames;
    }
    void press(Key key) {
        feed.key(key, true);
        feed.key(key, false);
    }
    [[nodiscard]] std::string written() const { return text.data(); }

    Context context{100};
    Feed feed;
    std::array<char, 100> text{};
    int entered = 0, clicks = 0;
    bool button_down = false;
    float wheel = 0;
};

}  // namespace

TEST_CASE("a key that goes down and up between two frames is pressed") {
    Field field;
    field.feed.text("abc");
    field.press(Key::backspace);
    field.press(Key::enter);
    field.settle();
    CHECK(field.written() == "ab");
    CHECK(field.entered == 1);
}

TEST_CASE("keys and characters keep their order") {
    Field field;
    field.feed.text("12");
    field.press(Key::left);
    field.feed.text("3");
    field.press(Key::home);
    field.feed.text("4");
    field.settle();
    CHECK(field.written() == "4132");
}

TEST_CASE("the same key twice is pressed twice") {
    Field field;
    field.feed.text("abcd");
    field.press(Key::backspace);
    field.press(Key::backspace);
    field.settle();
    CHECK(field.written() == "ab");
}

TEST_CASE("Ctrl belongs to the keys that it was held with") {
    Field field;
    field.feed.text("abc");
    field.feed.modifiers({.control = true});
    field.press(Key::a);
    field.feed.modifiers({});
    field.feed.text("z");
    field.settle();
    CHECK(field.written() == "z");  // everything was chosen, then replaced
}

TEST_CASE("clicks within one frame are told one after the other") {
    Field field;
    field.feed.mouse_position(10, 10);
    for (const bool down : {true, false, true, false}) field.feed.mouse_button(0, down);
    field.settle();
    CHECK(field.clicks == 2);
    CHECK_FALSE(field.button_down);
}

TEST_CASE("movement and wheel of one frame take one frame") {
    Field field;
    for (int i = 0; i < 500; ++i) field.feed.mouse_position(static_cast<float>(i % 600), 10);
    for (int i = 0; i < 3; ++i) field.feed.mouse_wheel(0, 1);
    CHECK(field.settle() == 1);
    CHECK(field.wheel == 3);
}

TEST_CASE("a window that lost the keyboard holds no key") {
    Field field;
    field.feed.modifiers({.control = true});
    field.feed.key(Key::a, true);
    field.settle();
    field.feed.text("lost");
    field.feed.forget_keys();
    CHECK_FALSE(field.feed.waits());
    field.frame();
    CHECK_FALSE(control_held());
    CHECK(field.written().empty());
}
