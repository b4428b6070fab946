#include "ui/app/window/input.hpp"

#include "ui/app/screens/attention.hpp"
#include "ui/app/screens/function_keys.hpp"
#include "ui/app/window/keyboard.hpp"
#include "ui/app/window/site_beside.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace stapel::app {
namespace {

constexpr std::size_t longest_scan = 256;  // no label is longer; a thing that lies on the keyboard writes no book

bool has_modifier(const KeyEvent& key) { return key.control || key.alt; }

Commands press_function_key(int number, const Input::Place& place) {
    const auto keys = function_keys(place.view);
    const auto found = std::ranges::find(keys, number, &FunctionKey::number);
    return found == keys.end() ? Commands{} : press(*found, place.snapshot, place.view);
}

std::optional<int> digit_of(const std::string& keys) {
    if (keys.size() != 1 || keys[0] < '1' || keys[0] > '9') return std::nullopt;
    return keys[0] - '0';
}

/// What a digit alone answers to the question that lies over the screen; none when it answers nothing.
std::optional<Commands> answer(int digit, const Input::Place& place) {
    auto& view = place.view;
    if (view.asks_to_quit) {
        if (digit > 2) return std::nullopt;
        view.asks_to_quit = false;
        return digit == 1 ? Commands{} : Commands{Quit{}};
    }
    const auto choice = view.help ? std::nullopt : choice_of_digit(place.snapshot, view, digit);
    if (!choice) return std::nullopt;
    return Commands{Answer{site_that_asks(place.snapshot, view)->site, *choice}};
}

bool lies_something_over(const Input::Place& place) {
    return place.view.asks_to_quit || place.view.help || site_that_asks(place.snapshot, place.view) != nullptr;
}

bool has_sites_to_choose(const Input::Place& place) {
    const auto screen = place.view.kiosk ? Screen::operator_ : place.view.screen;
    const bool shows_sites = screen == Screen::operator_ || screen == Screen::site || screen == Screen::engineer;
    return shows_sites && !place.field && !lies_something_over(place);
}

bool is_ascii(const std::string& text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The history is searched for identities, which have no Cyrillic letters: whoever types some forgot the layout.
std::string for_field(Typed typed, const View& view) {
    return view.screen == Screen::history && !is_ascii(typed.text) ? std::move(typed.keys) : std::move(typed.text);
}

}  // namespace

Commands Input::hear(const KeyEvent& key, const Place& place, TimePoint now) {
    feed_.modifiers({.control = key.control, .shift = key.shift, .alt = key.alt});
    if (key.down) return went_down(key, place, now);
    if (const auto known = screen_key(key.usage)) feed_.key(*known, false);
    return {};
}

Commands Input::went_down(const KeyEvent& key, const Place& place, TimePoint now) {
    if (const auto number = function_key_number(key.usage))
        return key.repeat || has_modifier(key) ? Commands{} : press_function_key(*number, place);
    if (is_character(key, place)) {
        if (key.repeat) return deliver(place);  // nobody scans by holding a key; its characters come as text
        typing_.add_key(*us_character(key.usage, key.shift), now);
        return {};
    }
    const auto known = screen_key(key.usage);
    if (!known || key.alt) return {};
    if (*known == Key::enter && !key.control) return key.repeat ? Commands{} : enter(place);
    auto commands = deliver(place);
    std::ranges::move(to_screen(*known, key, place), std::back_inserter(commands));
    return commands;
}

/// A space begins no code: where nothing was typed it is the key that presses buttons.
bool Input::is_character(const KeyEvent& key, const Place& place) const {
    const auto character = us_character(key.usage, key.shift);
    if (!character || has_modifier(key)) return false;
    return *character != ' ' || place.field || typing_.due() || !place.view.scan.empty();
}

Commands Input::settle(const Place& place, TimePoint now) {
    const auto due = typing_.due();
    return due && *due <= now ? deliver(place) : Commands{};
}

Commands Input::deliver(const Place& place) {
    auto typed = typing_.take();
    if (place.field) {
        if (auto text = for_field(std::move(typed), place.view); !text.empty()) feed_.text(std::move(text));
        return {};
    }
    auto& scan = place.view.scan;
    if (const auto digit = digit_of(typed.keys); digit && scan.empty())
        if (auto answered = answer(*digit, place)) return *answered;
    scan.append(typed.keys, 0, longest_scan - std::min(scan.size(), longest_scan));
    return {};
}

/// A scanner is heard wherever it scans: a code that stops a site must not end in a text field.
Commands Input::enter(const Place& place) {
    if (place.field && typing_.is_scan()) return {Scan{typing_.take().keys}};
    if (place.field || (place.view.scan.empty() && !typing_.due())) {
        auto commands = deliver(place);
        feed_.key(Key::enter, true);
        return commands;
    }
    return {Scan{std::exchange(place.view.scan, {}) + typing_.take().keys}};
}

void Input::escape(const Place& place) {
    auto& view = place.view;
    if (view.asks_to_quit) view.asks_to_quit = false;
    else if (view.help) view.help = false;
    else if (!view.scan.empty()) view.scan.clear();
    else if (view.notice) view.notice.reset();
    else feed_.key(Key::escape, true);
}

Commands Input::to_screen(Key key, const KeyEvent& event, const Place& place) {
    if (key == Key::escape) {
        escape(place);
        return {};
    }
    if (key == Key::backspace && !place.field && !place.view.scan.empty()) {
        place.view.scan.pop_back();
        return {};
    }
    if (!has_modifier(event) && !event.shift && has_sites_to_choose(place)) {
        const auto site = site_beside(place.snapshot, place.widgets, place.view.chosen_site, key);
        if (site) return {ChooseSite{*site}};
    }
    if (!event.repeat) feed_.key(key, true);
    return {};
}

}  // namespace stapel::app
