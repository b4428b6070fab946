#include "tests/ui/app/screens/screen_driver.hpp"

#include "ui/app/screens/screens.hpp"

#include <catch2/catch.hpp>
#include <imgui.h>

#include <algorithm>
#include <utility>

namespace stapel::app::test {

ScreenDriver::ScreenDriver(Sample shown, int width, int height)
    : sample(std::move(shown)), width_(width), height_(height), context_(sample.view.preferences.scale_percent) {
    settle();
}

void ScreenDriver::show(Sample shown) {
    sample = std::move(shown);
    settle();
}

void ScreenDriver::settle() {
    for (int i = 0; i < 4; ++i) draw();
}

void ScreenDriver::draw() {
    widgets_.clear();
    const Ui ui({sample.view.preferences, context_.fonts(), widgets_, commands});
    static_cast<void>(context_.frame({.width = width_, .height = height_}, [&] {
        draw_window(ui, {sample.snapshot, sample.answers, sample.tape, sample.view});
    }));
}

void ScreenDriver::click(std::string_view name) {
    const auto* widget = find(name);
    CAPTURE(name);
    REQUIRE(widget != nullptr);
    tell_mouse_position(widget->x + widget->width / 2, widget->y + widget->height / 2);
    draw();
    tell_mouse_button(0, true);
    draw();
    tell_mouse_button(0, false);
    settle();
}

void ScreenDriver::press_with_control(Key key) {
    tell_modifiers(true, false, false);
    press(key);
    tell_modifiers(false, false, false);
    settle();
}

void ScreenDriver::press(Key key) {
    tell_key(key, true);
    draw();
    tell_key(key, false);
    settle();
}

void ScreenDriver::type(const std::string& text) {
    ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
    settle();
}

const Widget* ScreenDriver::find(std::string_view name) const {
    const auto found = std::ranges::find(widgets_, name, &Widget::name);
    return found == widgets_.end() ? nullptr : &*found;
}

std::string ScreenDriver::text_of(std::string_view name) const {
    const auto* widget = find(name);
    return widget == nullptr ? std::string() : widget->text;
}

}  // namespace stapel::app::test
