#pragma once

#include "ui/app/look/ui.hpp"
#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/view.hpp"

#include <string_view>

namespace stapel::app {

/// What one frame shows.
struct Frame {
    const Snapshot& snapshot;
    const Answers& answers;
    const LiveTape& tape;
    View& view;
};

// One function a screen, each in files of its own: a pure function of the frame, which fills what is left of the ImGui
// window that it is called in: the room below the status bar and above the message line. What a person wants goes out
// as commands and changes of the view.
void draw_operator(const Ui& ui, Frame frame);
void draw_site(const Ui& ui, Frame frame);
void draw_engineer(const Ui& ui, Frame frame);
void draw_history(const Ui& ui, Frame frame);
void draw_settings(const Ui& ui, Frame frame);

// What every screen has; each fills the ImGui window that it is called in.
void draw_status_bar(const Ui& ui, const Frame& frame);
/// What was typed or scanned so far.
void draw_scan_line(const Ui& ui, const Frame& frame);
/// The keys F1 to F12; each is a button too.
void draw_key_bar(const Ui& ui, Frame frame);
/// Help, a step's question, the question before the end, a notice. They never cover status bar and keys, so that stopping
/// is always at hand.
void draw_overlays(const Ui& ui, Frame frame);

/// A whole window's contents.
void draw_window(const Ui& ui, Frame frame);

/// A whole window's contents while the station is being set to work.
void draw_waiting(const Ui& ui);
/// A whole window's contents when the station could not be set to work; `close` gives the command `Quit`.
void draw_trouble(const Ui& ui, std::string_view message);

}  // namespace stapel::app
