#pragma once

#include "ui/app/look/ui.hpp"
#include "ui/app/model/command.hpp"
#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/view.hpp"
#include "ui/app/window/events.hpp"
#include "ui/app/window/feed.hpp"
#include "ui/app/window/typing.hpp"

#include <optional>
#include <vector>

namespace stapel::app {

/// The keyboard at a station: function keys, a scanner, a person who answers questions, chooses sites and fills text
/// fields. What belongs to the widgets goes on to the feed.
class Input {
public:
    /// `feed` must live as long.
    explicit Input(Feed& feed) : feed_(feed) {}

    /// What was in the window when the key went down.
    struct Place {
        const Snapshot& snapshot;
        View& view;
        const std::vector<Widget>& widgets;
        bool field = false;  ///< a text field has the keyboard
    };
    [[nodiscard]] Commands hear(const KeyEvent& key, const Place& place, TimePoint now);
    void hear(const TextEvent& text, TimePoint now) { typing_.add_text(text.text, now); }

    /// When `settle` is to be called; none: not before the next key.
    [[nodiscard]] std::optional<TimePoint> due() const { return typing_.due(); }
    /// Once everything that came from the keyboard was heard.
    [[nodiscard]] Commands settle(const Place& place, TimePoint now);

private:
    [[nodiscard]] Commands went_down(const KeyEvent& key, const Place& place, TimePoint now);
    [[nodiscard]] bool is_character(const KeyEvent& key, const Place& place) const;
    [[nodiscard]] Commands deliver(const Place& place);
    [[nodiscard]] Commands enter(const Place& place);
    void escape(const Place& place);
    [[nodiscard]] Commands to_screen(Key key, const KeyEvent& event, const Place& place);

    Feed& feed_;
    Typing typing_;
};

}  // namespace stapel::app
