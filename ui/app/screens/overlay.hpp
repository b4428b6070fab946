#pragma once

#include "ui/app/screens/box.hpp"
#include "ui/app/screens/screens.hpp"

#include <string_view>

namespace stapel::app {

/// A panel in the middle of a room that is dimmed and takes no clicks, for the time of its life. As high as what is drawn
/// into it; it scrolls when that is higher than the room.
class Overlay {
public:
    /// `width` in pixels at 100 %, at most the room's.
    Overlay(const Ui& ui, const char* name, const Box& room, float width);
    ~Overlay();
    Overlay(const Overlay&) = delete;
    Overlay& operator=(const Overlay&) = delete;
};

/// The height in pixels of what such a panel shows without scrolling.
[[nodiscard]] float overlay_room(const Ui& ui, const Box& room);

// Each is drawn into the room between status bar and message line.
void draw_help(const Ui& ui, Frame frame, const Box& room);
/// The question of a step; `site` asks.
void draw_prompt(const Ui& ui, const Frame& frame, const SiteSnapshot& site, const Box& room);
void draw_quit_question(const Ui& ui, Frame frame, const Box& room);
/// Its lower edge is the lower edge of `line`; it grows upwards.
void draw_notice(const Ui& ui, Frame frame, const Box& line);

/// Where the zones of the window are.
struct Zones {
    Box status, content, scan, keys;
};
[[nodiscard]] Zones zones_of(const Ui& ui, const View& view);

}  // namespace stapel::app
