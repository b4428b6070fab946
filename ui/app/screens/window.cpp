#include "ui/app/screens/bars.hpp"
#include "ui/app/screens/overlay.hpp"
#include "ui/app/screens/paint.hpp"
#include "ui/app/screens/screens.hpp"

#include <imgui.h>

namespace stapel::app {
namespace {

constexpr float content_side = 16, content_top = 14;  // at 100 %

constexpr ImGuiWindowFlags still = ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;

/// A part of the window, for the time of its life.
class Zone {
public:
    Zone(const char* name, const Box& box, ImVec2 padding = {0, 0}) {
        ImGui::SetCursorScreenPos({box.x, box.y});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
        ImGui::BeginChild(name, {box.width, box.height}, false, still | ImGuiWindowFlags_AlwaysUseWindowPadding);
        ImGui::PopStyleVar();
    }
    ~Zone() { ImGui::EndChild(); }
    Zone(const Zone&) = delete;
    Zone& operator=(const Zone&) = delete;
};

void draw_screen(const Ui& ui, Frame frame) {
    switch (frame.view.kiosk ? Screen::operator_ : frame.view.screen) {
        case Screen::operator_: return draw_operator(ui, frame);
        case Screen::site: return draw_site(ui, frame);
        case Screen::engineer: return draw_engineer(ui, frame);
        case Screen::history: return draw_history(ui, frame);
        case Screen::settings: return draw_settings(ui, frame);
    }
}

}  // namespace

Zones zones_of(const Ui& ui, const View& view) {
    const auto size = ImGui::GetIO().DisplaySize;
    Box rest{0, 0, size.x, size.y};
    Zones zones;
    zones.status = rest.cut_top(status_bar_height(ui, size.x));
    zones.keys = rest.cut_bottom(key_bar_height(ui, view, size.x));
    zones.scan = rest.cut_bottom(scan_line_height(ui));
    zones.content = rest;
    return zones;
}

void draw_window(const Ui& ui, Frame frame) {
    const auto zones = zones_of(ui, frame.view);
    {
        const Zone zone("status-bar", zones.status);
        draw_status_bar(ui, frame);
    }
    {
        const Zone zone("content", zones.content, {ui.px(content_side), ui.px(content_top)});
        draw_screen(ui, frame);
    }
    {
        const Zone zone("scan-line", zones.scan);
        draw_scan_line(ui, frame);
    }
    {
        const Zone zone("key-bar", zones.keys);
        draw_key_bar(ui, frame);
    }
    draw_overlays(ui, frame);
}

}  // namespace stapel::app
