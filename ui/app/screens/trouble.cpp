#include "ui/app/screens/paint.hpp"
#include "ui/app/screens/screens.hpp"

#include <imgui.h>

#include <algorithm>

namespace stapel::app {
namespace {

// At 100 %.
constexpr float margin = 40, head_height = 96, widest = 1100, button_height = 60, button_width = 220, gap = 20;

/// A column of a readable width in the middle of the window.
Box column(const Ui& ui) {
    Box box = room_left().inset(ui.px(margin));
    const float spare = std::max(0.0F, box.width - ui.px(widest));
    box.cut_left(spare / 2);
    box.cut_right(spare / 2);
    return whole_pixels(box);
}

void draw_head(const Ui& ui, Box head) {
    fill_box(head, theme::trouble, ui.px(4));
    head.cut_left(ui.px(gap));
    head.cut_right(ui.px(gap));
    const std::string title = std::string("! ") + ui.text("trouble.title");
    const bool large = ui.width_of(Type::action, title) <= head.width;
    paint(ui, head, {large ? Type::action : Type::heading, theme::trouble_ink}, title);
    note_box(ui, "trouble-title", head, title);
}

/// A message may be long: it is wrapped, and scrolls when it is longer than the window.
void draw_message(const Ui& ui, const Box& box, std::string_view message) {
    ImGui::SetCursorScreenPos({box.x, box.y});
    ImGui::BeginChild("message", {box.width, box.height});
    ui.wrapped("trouble", Type::heading, message);
    ImGui::EndChild();
}

}  // namespace

void draw_trouble(const Ui& ui, std::string_view message) {
    Box room = column(ui);
    draw_head(ui, room.cut_top(ui.px(head_height)));
    room.cut_top(ui.px(gap));
    const Box foot = room.cut_bottom(ui.px(button_height));
    room.cut_bottom(ui.px(gap));
    draw_message(ui, room, message);
    ImGui::SetCursorScreenPos({foot.x, foot.y});
    const ButtonLook look{.type = Type::heading, .width = ui.px(button_width), .height = ui.px(button_height), .fill = theme::white};
    if (ui.button("close", ui.text("trouble.close"), true, look)) ui.command(Quit{});
}

void draw_waiting(const Ui& ui) {
    const Box room = room_left();
    const std::string text = ui.text("waiting.title");
    const bool large = ui.width_of(Type::action, text) <= room.width;
    paint(ui, room, {large ? Type::action : Type::heading, theme::ink, Align::centre}, text);
    note_box(ui, "waiting", room, text);
}

}  // namespace stapel::app
