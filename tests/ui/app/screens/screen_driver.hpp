#pragma once

#include "tests/ui/app/support/samples.hpp"
#include "ui/app/look/context.hpp"
#include "ui/app/look/keys.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace stapel::app::test {

/// A whole window over a sample, used by mouse and keyboard as a person would; nothing is rendered.
class ScreenDriver {
public:
    explicit ScreenDriver(Sample shown, int width = 1280, int height = 720);

    /// Another sample in the same window; the scale stays.
    void show(Sample shown);
    /// Draws until nothing moves any more.
    void settle();
    /// One frame.
    void draw();
    /// The mouse goes to the middle of the widget and its left button goes down and up.
    void click(std::string_view name);
    /// A key with Ctrl held.
    void press_with_control(Key key);
    void press(Key key);
    /// Characters for the text field that has the keyboard.
    void type(const std::string& text);

    [[nodiscard]] const Widget* find(std::string_view name) const;
    /// Its text; empty when it is not there.
    [[nodiscard]] std::string text_of(std::string_view name) const;

    [[nodiscard]] const std::vector<Widget>& widgets() const { return widgets_; }

    Sample sample;
    Commands commands;  ///< all since the start

private:
    int width_, height_;
    Context context_;
    std::vector<Widget> widgets_;
};

}  // namespace stapel::app::test
