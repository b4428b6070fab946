#pragma once

#include "ui/app/model/key_of.hpp"
#include "ui/app/screens/screens.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace stapel::app {

// The parts of the history; each fills what is left of the panel that it is drawn into.

/// What was looked for and the units that were found.
void draw_history_units(const Ui& ui, const Frame& frame);

/// The chosen unit: its identities and state, then its runs, newest first, and what the chosen one failed of.
void draw_history_unit(const Ui& ui, const records::UnitRecord& unit);
/// As high as that many runs are; a half one tells that there are more.
void draw_history_runs(const Ui& ui, const Frame& frame, const records::UnitRecord& unit, float most_rows);
void draw_history_verdict(const Ui& ui, const records::RunRecord& run);

/// The chosen run's steps with their values against the limits.
void draw_history_steps(const Ui& ui, const Frame& frame, const records::RunRecord& run);

/// The bytes that were kept of the newest run that did not pass.
void draw_history_tape(const Ui& ui, const Frame& frame);

/// Where an arrow, page or end key has moved to in the list of steps or of bytes, if it has the keyboard.
[[nodiscard]] std::optional<int> moved_in_list(const View& view, std::size_t count);

/// Another unit is looked at.
void choose_history_unit(const Ui& ui, const Frame& frame, int unit);
/// Another of its runs is looked at, from the step on that failed.
void choose_history_run(View& view, int run);

/// The part of the screen has the keyboard.
[[nodiscard]] bool has_keyboard(const View& view, HistoryFocus focus);

/// The run that is looked at; null when the unit has none.
[[nodiscard]] const records::RunRecord* chosen_run(const View& view, const records::UnitRecord& unit);

}  // namespace stapel::app
