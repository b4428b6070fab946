#pragma once

#include "tests/ui/app/support/samples.hpp"
#include "ui/app/look/context.hpp"
#include "ui/app/window/feed.hpp"
#include "ui/app/window/input.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace stapel::app::test {

/// Hands on the keyboard of a station that is drawn from a sample: keys by their places, time as it is told.
class Typist {
public:
    explicit Typist(Sample shown);

    // Keys, each down and up.
    void press(int usage, bool shift = false);
    void function_key(int number) { press(0x39 + number); }
    void hold(int usage);  ///< down once more, as a key repeats
    void with_control(int usage);
    /// Characters by the places that they have on a US keyboard, a scanner's way: without a pause.
    void type(std::string_view us);
    /// A person's way: a pause after each character. `made`: what the layout makes of each; as `us` has it when empty.
    void type_slowly(std::string_view us, const std::vector<std::string>& made = {});
    void enter() { press(0x28); }
    /// As long as it takes until nothing is held back.
    void pause();

    /// Draws until the feed has told everything.
    void draw();
    /// All that was wanted since the last call; draws first.
    [[nodiscard]] Commands take_commands();
    [[nodiscard]] std::string scan_line() const { return sample.view.scan; }

    Sample sample;
    bool field = false;  ///< a text field has the keyboard
    Feed feed;

private:
    [[nodiscard]] Input::Place place() { return {sample.snapshot, sample.view, widgets_, field}; }
    void hear(const KeyEvent& key);

    Context context_;
    std::vector<Widget> widgets_;
    Commands commands_;
    Input input_{feed};
    TimePoint now_{};
};

}  // namespace stapel::app::test
