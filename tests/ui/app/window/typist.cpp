#include "tests/ui/app/window/typist.hpp"

#include "ui/app/screens/screens.hpp"
#include "ui/app/window/keyboard.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace std::chrono_literals;

namespace stapel::app::test {
namespace {

/// The key that makes the character, and whether Shift is held.
std::pair<int, bool> key_of(char us) {
    for (int usage = 0; usage < 0x54; ++usage)
        for (const bool shift : {false, true})
            if (us_character(usage, shift) == us) return {usage, shift};
    FAIL("no key for " << us);
    return {};
}

}  // namespace

Typist::Typist(Sample shown) : sample(std::move(shown)), context_(100) {
    for (int i = 0; i < 3; ++i) draw();
}

void Typist::hear(const KeyEvent& key) {
    std::ranges::move(input_.hear(key, place(), now_), std::back_inserter(commands_));
}

void Typist::press(int usage, bool shift) {
    hear({.usage = usage, .down = true, .shift = shift});
    hear({.usage = usage, .down = false, .shift = shift});
}

void Typist::hold(int usage) { hear({.usage = usage, .down = true, .repeat = true}); }

void Typist::with_control(int usage) {
    hear({.usage = usage, .down = true, .control = true});
    hear({.usage = usage, .down = false, .control = true});
}

void Typist::type(std::string_view us) {
    for (const char character : us) {
        const auto [usage, shift] = key_of(character);
        press(usage, shift);
        now_ += 4ms;
    }
}

void Typist::type_slowly(std::string_view us, const std::vector<std::string>& made) {
    for (std::size_t i = 0; i < us.size(); ++i) {
        const auto [usage, shift] = key_of(us[i]);
        hear({.usage = usage, .down = true, .shift = shift});
        if (field) input_.hear(TextEvent{made.empty() ? std::string(1, us[i]) : made.at(i)}, now_);
        hear({.usage = usage, .down = false, .shift = shift});
        pause();
    }
}

void Typist::pause() {
    now_ += 100ms;
    std::ranges::move(input_.settle(place(), now_), std::back_inserter(commands_));
}

void Typist::draw() {
    do {
        feed.tell();
        widgets_.clear();
        const Ui ui({sample.view.preferences, context_.fonts(), widgets_, commands_});
        (void)context_.frame({.width = 1280, .height = 720},
                             [&] { draw_window(ui, {sample.snapshot, sample.answers, sample.tape, sample.view}); });
    } while (feed.waits());
}

Commands Typist::take_commands() {
    draw();
    return std::exchange(commands_, {});
}

}  // namespace stapel::app::test
