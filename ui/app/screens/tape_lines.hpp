#pragma once

#include "ui/app/look/ui.hpp"
#include "ui/app/screens/tape_text.hpp"

#include <optional>
#include <vector>

namespace stapel::app {

/// How a list of a tape's lines is shown.
struct TapeList {
    bool with_channel = false;
    bool live = false;              ///< its end stays in sight as long as nobody scrolls away
    std::optional<int> scroll_to{};  ///< this line is moved to the top
};

/// A tape's lines in what is left of the panel.
void draw_tape_lines(const Ui& ui, const std::vector<TapeLine>& lines, const TapeList& list);

}  // namespace stapel::app
