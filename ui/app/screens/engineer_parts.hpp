#pragma once

#include "ui/app/screens/screens.hpp"

namespace stapel::app {

// The parts of the engineer's view; each fills what is left of the panel that it is drawn into. `site` is the chosen one.

/// The station's log with what is looked for in it.
void draw_log(const Ui& ui, const Frame& frame);

/// The site's tape: a lane a channel, what came in above its line, what went out below; the chosen bytes beneath.
void draw_timeline(const Ui& ui, const Frame& frame);
/// The bytes of the chosen entry.
void draw_entry(const Ui& ui, const transport::TapeEntry& entry);

/// The site's jig driven by hand.
void draw_manual(const Ui& ui, const Frame& frame, const SiteSnapshot& site);

/// Who holds each shared instrument, and who waits for it, and why.
void draw_leases(const Ui& ui, const std::vector<InstrumentQueue>& instruments);

/// The keyboard goes into the text field that comes next, once after its part of the screen was chosen.
void take_keyboard(View& view, EngineerPane pane);

}  // namespace stapel::app
