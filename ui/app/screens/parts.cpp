#include "ui/app/screens/parts.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace stapel::app {
namespace {

constexpr float tab_gap = 6, column_margin = 4;  // at 100 %

const char* end_of(std::string_view text) { return text.data() + text.size(); }

// No row is cut at the lower edge.
float table_height(const Ui& ui, const Rows& rows, bool titled) {
    const float title = titled ? row_height(ui, Type::small) : 0;
    const float row = rows.height > 0 ? rows.height : row_height(ui, Type::small);
    const float room = std::floor((ImGui::GetContentRegionAvail().y - title) / row);
    return title + std::max({room, static_cast<float>(rows.least), 1.0F}) * row;
}

}  // namespace

Ink::Ink(Rgb rgb) { ImGui::PushStyleColor(ImGuiCol_Text, packed(rgb)); }
Ink::~Ink() { ImGui::PopStyleColor(); }

Panel::Panel(const Ui& ui, std::string_view name, const Size& size, Look look) {
    const bool chosen = look == Look::chosen;
    ImGui::PushStyleColor(ImGuiCol_ChildBg, packed(theme::panel));
    ImGui::PushStyleColor(ImGuiCol_Border, packed(chosen ? theme::accent : theme::line));
    ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, ui.px(chosen ? 2 : 1));
    ImGui::BeginChild(std::string(name).c_str(), {size.width, size.height}, true);
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(2);
}

Panel::~Panel() { ImGui::EndChild(); }

Group::Group() { ImGui::BeginGroup(); }
Group::~Group() { ImGui::EndGroup(); }

float column_width(const Ui& ui, Type type, const std::vector<std::string>& texts) {
    float widest = 0;
    for (const auto& text : texts) widest = std::max(widest, ui.width_of(type, text));
    return widest / ui.px(1) + column_margin;
}

Table::Table(const Ui& ui, std::string_view name, const std::vector<Column>& columns, Rows rows) {
    constexpr auto flags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingFixedFit | ImGuiTableFlags_NoPadOuterX;
    const bool untitled = std::ranges::all_of(columns, &std::string_view::empty, &Column::title);
    const float height = table_height(ui, rows, !untitled);
    ImGui::PushFont(ui.font(Type::small));
    open_ = ImGui::BeginTable(std::string(name).c_str(), static_cast<int>(columns.size()), flags, {0, height});
    if (!open_) return;
    for (const auto& column : columns)
        ImGui::TableSetupColumn(std::string(column.title).c_str(),
                                column.width > 0 ? ImGuiTableColumnFlags_WidthFixed : ImGuiTableColumnFlags_WidthStretch,
                                column.width > 0 ? ui.px(column.width) : column.weight);
    if (untitled) return;
    ImGui::TableSetupScrollFreeze(0, 1);
    ImGui::TableHeadersRow();
}

Table::~Table() {
    if (open_) ImGui::EndTable();
    ImGui::PopFont();
}

float row_height(const Ui& ui, Type type) { return ui.font(type)->FontSize + 2 * ImGui::GetStyle().CellPadding.y; }

bool choosable_row(const Ui& ui, std::string_view name, std::string_view text, bool chosen) {
    constexpr auto flags = ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowItemOverlap;
    const float height = ImGui::GetFontSize();
    const bool clicked = ImGui::Selectable(("##" + std::string(name)).c_str(), chosen, flags, {0, height});
    ui.note(name, text);
    ImGui::SameLine(0, 0);
    return clicked;
}

void cell(const Ui& ui, Type type, std::string_view text, Rgb ink) {
    if (!ImGui::TableNextColumn()) return;
    const Ink coloured(ink);
    ui.fitted("", type, text, ImGui::GetContentRegionAvail().x);
}

void draw_visible_rows(std::size_t count, float height, const std::function<void(std::size_t)>& draw) {
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(count), height);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) draw(static_cast<std::size_t>(i));
}

void keep_in_sight(int row, float height) {
    const float top = static_cast<float>(row) * height;
    const float seen = std::max(ImGui::GetWindowHeight() - 3 * height, 0.0F);  // titles above
    if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
    if (top > ImGui::GetScrollY() + seen) ImGui::SetScrollY(top - seen);
}

void follow_end() {
    if (ImGui::GetScrollY() >= ImGui::GetScrollMaxY() - 1) ImGui::SetScrollHereY(1);
}

void badge(const Ui& ui, std::string_view mark, Rgb fill, Rgb ink, float lower) {
    const float side = ImGui::GetFontSize();
    const auto cursor = ImGui::GetCursorScreenPos();
    const ImVec2 corner(cursor.x, cursor.y + lower);
    auto* list = ImGui::GetWindowDrawList();
    if (!mark.empty()) {
        list->AddRectFilled(corner, {corner.x + side, corner.y + side}, packed(fill), ui.px(3));
        const float width = ImGui::CalcTextSize(mark.data(), end_of(mark)).x;
        list->AddText({corner.x + (side - width) / 2, corner.y}, packed(ink), mark.data(), end_of(mark));
    }
    ImGui::Dummy({side, side});
    ImGui::SameLine();
}

std::string channel_name(const std::string& channel, Language language) {
    const auto key = TextKey::find("channel." + channel);
    return key ? std::string(key->in(language)) : channel;
}

bool flow(float width, float gap) {
    const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    const bool fits = ImGui::GetItemRectMax().x + gap + width <= right;
    if (fits) ImGui::SameLine(0, gap);
    return fits;
}

bool flow(float width) { return flow(width, ImGui::GetStyle().ItemSpacing.x); }

void hint(const Ui& ui, std::string_view text) {
    if (!flow(ui.width_of(Type::small, text))) return;
    const Ink ink(theme::faint_ink);
    ui.label("", Type::small, text);
}

bool tab(const Ui& ui, std::string_view name, std::string_view label, bool chosen, bool first) {
    if (!first) (void)flow(ui.width_of(Type::small, label) + 2 * ImGui::GetStyle().FramePadding.x, ui.px(tab_gap));
    return ui.button(name, label, true, {.type = Type::small, .fill = chosen ? theme::white : theme::panel, .chosen = chosen});
}

}  // namespace stapel::app
