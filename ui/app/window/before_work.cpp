#include "ui/app/window/before_work.hpp"

#include "ui/app/screens/screens.hpp"
#include "ui/app/window/keyboard.hpp"

#include <algorithm>
#include <variant>

namespace stapel::app {
namespace {

constexpr std::size_t most_typed = 4096;  // far more than anybody types in a few seconds

bool closes(const WindowEvent& event) { return std::holds_alternative<CloseAsked>(event); }

/// Enter does not: a scanner types it after every label, and nobody would have read the message.
bool closes_message(const WindowEvent& event) {
    const auto* key = std::get_if<KeyEvent>(&event);
    if (key == nullptr || !key->down || key->repeat) return closes(event);
    return screen_key(key->usage) == Key::escape;
}

}  // namespace

void Waiting::hear(const WindowEvent& event) {
    closed_ = closed_ || closes(event);
    const bool typed = std::holds_alternative<KeyEvent>(event) || std::holds_alternative<TextEvent>(event);
    if (typed && typed_.size() < most_typed) typed_.push_back(event);
}

void Waiting::draw(const Ui& ui) { draw_waiting(ui); }

void Trouble::hear(const WindowEvent& event) { closed_ = closed_ || closes_message(event); }

void Trouble::draw(const Ui& ui) { draw_trouble(ui, message_); }

void Trouble::carry_out(const Commands& commands) {
    const auto quits = [](const Command& command) { return std::holds_alternative<Quit>(command); };
    closed_ = closed_ || std::ranges::any_of(commands, quits);
}

}  // namespace stapel::app
