#include "ui/app/look/keys.hpp"
#include "ui/app/screens/engineer_lanes.hpp"
#include "ui/app/screens/engineer_parts.hpp"
#include "ui/app/screens/engineer_timeline.hpp"
#include "ui/app/screens/parts.hpp"

#include <imgui.h>

#include <algorithm>
#include <string>

namespace stapel::app {
namespace {

constexpr double largest_zoom = 4096;

void zoom(View& view, double factor) { view.tape_zoom = std::clamp(view.tape_zoom * factor, 1.0, largest_zoom); }

void look_at(const LiveTape& tape, std::size_t entry, View& view) { view.tape_place = place_of(tape, entry); }

void choose_by_key(const Frame& frame, std::size_t entry) {
    if (!control_held() || ImGui::GetIO().WantTextInput) return;
    const auto& tape = frame.tape;
    if (key_pressed(Key::left)) look_at(tape, neighbour(tape, entry, -1, ""), frame.view);
    if (key_pressed(Key::right)) look_at(tape, neighbour(tape, entry, 1, ""), frame.view);
    if (key_pressed(Key::end)) frame.view.tape_place.reset();
    if (key_pressed(Key::up)) zoom(frame.view, 2);
    if (key_pressed(Key::down)) zoom(frame.view, 0.5);
}

void draw_choices(const Ui& ui, View& view) {
    if (tab(ui, "timeline-out", ui.text("engineer.zoom-out"), false, true)) zoom(view, 0.5);
    if (tab(ui, "timeline-in", ui.text("engineer.zoom-in"), false, false)) zoom(view, 2);
    if (tab(ui, "timeline-all", ui.text("engineer.zoom-all"), view.tape_zoom == 1, false)) view.tape_zoom = 1;
    if (tab(ui, "timeline-newest", ui.text("engineer.newest"), !view.tape_place, false)) view.tape_place.reset();
    hint(ui, ui.text("engineer.keys-tape"));
}

void take_mouse(const Lanes& lanes, const LiveTape& tape, View& view) {
    if (!ImGui::IsItemHovered()) return;
    const auto& io = ImGui::GetIO();
    if (io.MouseWheel != 0) zoom(view, io.MouseWheel > 0 ? 2 : 0.5);
    const auto entry = lanes.entry_under(tape, io.MousePos.x, io.MousePos.y);
    if (!entry) return;
    ImGui::SetTooltip("%s", lanes.told(tape[*entry]).c_str());
    if (ImGui::IsItemClicked()) look_at(tape, *entry, view);
}

}  // namespace

void draw_timeline(const Ui& ui, const Frame& frame) {
    const auto entry = entry_at(frame.tape, frame.view.tape_place);
    draw_choices(ui, frame.view);
    if (!entry) {
        const Ink ink(theme::faint_ink);
        return ui.wrapped("no-tape", Type::body,
                          filled("engineer.no-tape", ui.language(), {std::to_string(frame.view.chosen_site)}));
    }
    choose_by_key(frame, *entry);
    const Lanes lanes(ui, frame.tape, visible_span(frame.tape, *entry, frame.view.tape_zoom));
    lanes.draw(frame.tape, *entry);
    take_mouse(lanes, frame.tape, frame.view);
    draw_entry(ui, frame.tape[*entry]);
}

}  // namespace stapel::app
