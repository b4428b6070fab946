#include "ui/app/screens/overlay.hpp"

#include "ui/app/look/keys.hpp"
#include "ui/app/screens/attention.hpp"
#include "ui/app/screens/paint.hpp"

#include <imgui.h>

#include <algorithm>

namespace stapel::app {
namespace {

constexpr ImGuiWindowFlags bare = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                  ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings;

constexpr float margin = 12, roomy_padding = 20, tight_padding = 10, low = 300, border = 2;  // at 100 %

float padding_of(const Ui& ui, const Box& room) { return ui.px(room.height < ui.px(low) ? tight_padding : roomy_padding); }

/// Takes the clicks that would go to what lies below. A click brings it to the front: the panel goes there again.
void dim(const Box& room) {
    ImGui::SetNextWindowPos({room.x, room.y});
    ImGui::SetNextWindowSize({room.width, room.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(theme::ink, 150));
    ImGui::Begin("overlay-ground", nullptr, bare | ImGuiWindowFlags_NoNav);
    const bool in_front = ImGui::IsWindowFocused();
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    if (in_front) ImGui::SetNextWindowFocus();
}

/// A panel that is higher than its room is read on with the arrows.
void scroll_by_key(const Ui& ui) {
    constexpr float step = 60;  // at 100 %
    if (key_pressed(Key::down)) ImGui::SetScrollY(ImGui::GetScrollY() + ui.px(step));
    if (key_pressed(Key::up)) ImGui::SetScrollY(ImGui::GetScrollY() - ui.px(step));
}

}  // namespace

float overlay_room(const Ui& ui, const Box& room) { return room.height - 2 * (ui.px(margin) + padding_of(ui, room)); }

Overlay::Overlay(const Ui& ui, const char* name, const Box& room, float width) {
    dim(room);
    const Box most = room.inset(ui.px(margin));
    const float padding = padding_of(ui, room);
    const float wide = std::min(ui.px(width), most.width);
    ImGui::SetNextWindowPos({room.x + room.width / 2, room.y + room.height / 2}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize({wide, 0});  // as high as its contents
    ImGui::SetNextWindowSizeConstraints({wide, 0}, {wide, most.height});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(theme::panel));
    ImGui::PushStyleColor(ImGuiCol_Border, packed(theme::ink));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{padding, padding});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, ui.px(border));
    ImGui::Begin(name, nullptr, bare);
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(2);
    scroll_by_key(ui);
}

Overlay::~Overlay() { ImGui::End(); }

void draw_overlays(const Ui& ui, Frame frame) {
    const auto zones = zones_of(ui, frame.view);
    const auto* asking = site_that_asks(frame.snapshot, frame.view);
    if (frame.view.asks_to_quit) draw_quit_question(ui, frame, zones.content);
    else if (frame.view.help) draw_help(ui, frame, zones.content);
    else if (asking != nullptr) draw_prompt(ui, frame, *asking, zones.content);
    if (frame.view.notice) draw_notice(ui, frame, zones.scan);
}

}  // namespace stapel::app
