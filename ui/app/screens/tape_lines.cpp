#include "ui/app/screens/tape_lines.hpp"

#include "ui/app/screens/parts.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <string>

namespace stapel::app {
namespace {

void draw_line(const Ui& ui, const TapeLine& line, std::size_t i, bool with_channel) {
    const bool out = line.direction == transport::Direction::out;
    const auto ink = out ? theme::faint_ink : theme::ink;
    const auto text = line.cut ? ui.text("site.cut") + (" " + line.text) : line.text;
    ImGui::TableNextRow();
    cell(ui, Type::fixed, number(static_cast<double>(line.ms) / 1000, 3, ui.language()), theme::faint_ink);
    if (with_channel) cell(ui, Type::small, channel_name(line.channel, ui.language()), theme::faint_ink);
    cell(ui, Type::fixed, out ? "→" : "←", ink);
    cell(ui, Type::fixed, text, ink);
    ui.note(fmt::format("tape-{}", i), text);
}

void draw_rows(const Ui& ui, const std::vector<TapeLine>& lines, const TapeList& list) {
    const float row = row_height(ui, Type::fixed);
    if (list.scroll_to) ImGui::SetScrollY(static_cast<float>(*list.scroll_to) * row);
    draw_visible_rows(lines.size(), row, [&](std::size_t i) { draw_line(ui, lines[i], i, list.with_channel); });
    if (list.live) follow_end();
}

}  // namespace

void draw_tape_lines(const Ui& ui, const std::vector<TapeLine>& lines, const TapeList& list) {
    constexpr Column time{.width = 84}, channel{.width = 140}, direction{.width = 16}, text{};
    if (list.with_channel) {
        const Table table(ui, "exchange", {time, channel, direction, text});
        if (table) draw_rows(ui, lines, list);
    } else {
        const Table table(ui, "exchange", {time, direction, text});
        if (table) draw_rows(ui, lines, list);
    }
}

}  // namespace stapel::app
