#include "ui/app/screens/overlay.hpp"
#include "ui/app/screens/parts.hpp"

#include <imgui.h>

#include <string>

namespace stapel::app {

void draw_quit_question(const Ui& ui, Frame frame, const Box& room) {
    constexpr float width = 860, button_height = 52;  // at 100 %
    const Overlay overlay(ui, "quit", room, width);
    ui.wrapped("quit", Type::heading, ui.text("quit.question"));
    ui.wrapped("", Type::body, ui.text("quit.what"));
    ImGui::Spacing();
    const ButtonLook look{.type = Type::heading, .height = ui.px(button_height), .fill = theme::white};
    // Each shows its digit key, as the choices of a step's question do.
    const auto no = std::string("1  ") + ui.text("quit.no"), yes = std::string("2  ") + ui.text("quit.yes");
    if (ui.button("quit-no", no, true, look)) frame.view.asks_to_quit = false;
    (void)flow(ui.width_of(look.type, yes) + 2 * ImGui::GetStyle().FramePadding.x);
    if (ui.button("quit-yes", yes, true, look)) ui.command(Quit{});
}

}  // namespace stapel::app
