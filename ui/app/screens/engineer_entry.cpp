#include "ui/app/screens/engineer_parts.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/tape_text.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <string>

namespace stapel::app {
namespace {

constexpr std::size_t row_bytes = 16;

std::string title_of(const Ui& ui, const transport::TapeEntry& entry) {
    const bool out = entry.direction == transport::Direction::out;
    const auto seconds = number(static_cast<double>(entry.ms) / 1000, 3, ui.language());
    return fmt::format("{}  {}  {}  {}", seconds, channel_name(entry.channel, ui.language()),
                       ui.text(out ? TextKey("engineer.out") : TextKey("engineer.in")),
                       counted("engineer.bytes", ui.language(), static_cast<std::int64_t>(entry.bytes.size())));
}

void draw_bytes(const Ui& ui, const Bytes& bytes) {
    const Table table(ui, "bytes", {{.width = column_width(ui, Type::fixed, {"0000"})}, {}});
    if (!table) return;
    const std::size_t rows = (bytes.size() + row_bytes - 1) / row_bytes;
    draw_visible_rows(rows, row_height(ui, Type::fixed), [&](std::size_t i) {
        const auto rest = ByteView(bytes).subspan(i * row_bytes);
        ImGui::TableNextRow();
        cell(ui, Type::fixed, fmt::format("{:04X}", i * row_bytes), theme::faint_ink);
        cell(ui, Type::fixed, hex_row(rest.first(std::min(rest.size(), row_bytes))));
    });
}

}  // namespace

void draw_entry(const Ui& ui, const transport::TapeEntry& entry) {
    const auto shown = shown_bytes(entry.channel, entry.direction, entry.bytes);
    const float width = ImGui::GetContentRegionAvail().x;
    ui.fitted("entry-title", Type::body, title_of(ui, entry), width);
    ui.fitted("entry-text", Type::fixed, shown.text, width);
    if (shown.without_parity) {
        const Ink ink(theme::faint_ink);
        ui.label("no-parity", Type::small, ui.text("site.no-parity"));
    }
    draw_bytes(ui, entry.bytes);
}

}  // namespace stapel::app
