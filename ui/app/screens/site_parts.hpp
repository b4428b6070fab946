#pragma once

#include "ui/app/screens/screens.hpp"

#include <cstddef>
#include <optional>

namespace stapel::app {

// The parts of the site view; each fills what is left of the panel that it is drawn into.

/// `brief`: on one line, with the module's serial alone.
void draw_site_header(const Ui& ui, const SiteSnapshot& site, bool brief);

/// Steps as they run; `line` is the one that is looked at.
void draw_site_steps(const Ui& ui, const SiteSnapshot& site, std::optional<std::size_t> line, View& view);

/// One step: what went wrong with it, what it measured against its limits and against earlier runs.
void draw_step(const Ui& ui, const StepLine& step, const SiteSnapshot& site, const Series& series);

/// Those that failed come first.
void draw_measurements(const Ui& ui, const StepLine& step, const Series& series);

/// What goes over the site's channels, live; and, by the same row of choices, the module's earlier runs.
void draw_exchange(const Ui& ui, const Frame& frame, const SiteSnapshot& site);
/// The row of choices; `with_step` where the steps have no place of their own. Looks at Ctrl and the arrows too.
void draw_exchange_choices(const Ui& ui, const Frame& frame, const SiteSnapshot& site, bool with_step);

/// Runs of this module that ended before.
void draw_earlier_runs(const Ui& ui, const SiteSnapshot& site);

/// Earlier runs' values and the present one as a small curve between its limits, in the table's next column.
void draw_sparkline(const Ui& ui, const records::Measurement& measurement, const std::vector<double>* earlier);

}  // namespace stapel::app
