#include "ui/app/model/command_codes.hpp"
#include "ui/app/screens/function_keys.hpp"
#include "ui/app/screens/overlay.hpp"

#include <imgui.h>

#include <fmt/format.h>

#include <string>

namespace stapel::app {
namespace {

// At 100 %.
constexpr float width = 1180, code_column = 170, key_column = 60, button_height = 40, two_columns = 900, line_gap = 3;

void draw_line(const Ui& ui, float column, std::string_view name, std::string_view meaning) {
    const float left = ImGui::GetCursorPosX();
    ui.label("", Type::body, name);
    ImGui::SameLine();
    ImGui::SetCursorPosX(left + ui.px(column));
    ui.wrapped("", Type::body, meaning);
}

void draw_keys(const Ui& ui, const View& view) {
    ui.label("help-keys", Type::heading, ui.text("help.keys"));
    for (const auto& key : function_keys(view)) draw_line(ui, key_column, fmt::format("F{}", key.number), ui.text(key.meaning));
    draw_line(ui, key_column, "← →", ui.text("help.arrows"));
    draw_line(ui, key_column, "Esc", ui.text("help.escape"));
}

void draw_codes(const Ui& ui) {
    ui.label("help-codes", Type::heading, ui.text("help.codes"));
    ui.wrapped("", Type::body, ui.text("help.codes-what"));
    for (const auto& code : command_codes) draw_line(ui, code_column, code.code, ui.text(code.meaning));
    ui.wrapped("", Type::body, ui.text("help.codes-site"));
}

void draw_buttons(const Ui& ui, View& view) {
    const ButtonLook look{.height = ui.px(button_height), .fill = theme::white};
    if (ui.button("print-commands", ui.text("help.print"), true, look)) ui.command(PrintCommandSheet{});
    ImGui::SameLine();
    if (ui.button("close-help", ui.text("help.close"), true, look)) view.help = false;
}

}  // namespace

void draw_help(const Ui& ui, Frame frame, const Box& room) {
    const Overlay overlay(ui, "help", room, width);
    draw_buttons(ui, frame.view);
    const int columns = ImGui::GetContentRegionAvail().x >= ui.px(two_columns) ? 2 : 1;
    if (!ImGui::BeginTable("help", columns, ImGuiTableFlags_SizingStretchSame)) return;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ImGui::GetStyle().ItemSpacing.x, ui.px(line_gap)});
    ImGui::TableNextColumn();
    draw_keys(ui, frame.view);
    ImGui::TableNextColumn();
    draw_codes(ui);
    ImGui::PopStyleVar();
    ImGui::EndTable();
}

}  // namespace stapel::app
