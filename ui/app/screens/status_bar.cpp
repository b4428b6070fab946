#include "ui/app/screens/bars.hpp"
#include "ui/app/screens/paint.hpp"
#include "ui/app/screens/screens.hpp"
#include "ui/app/screens/status_items.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace stapel::app {
namespace {

// At 100 %.
constexpr float padding = 8, gap = 28, badge_side = 8, rounding = 3;
constexpr float wide = 1200, very_wide = 2400;  // in two rows; in one
constexpr float least_item = 40, shrink = 0.9F;

int row_count(const Ui& ui, float width) { return width >= ui.px(very_wide) ? 1 : width >= ui.px(wide) ? 2 : 3; }

float row_height(const Ui& ui) { return line_height(ui, Type::small) + ui.px(2); }

/// Text at the row's right end; on a colour of its own it has a margin.
void draw_badge(const Ui& ui, Box& row, std::string_view name, std::string_view text, Rgb colour, Rgb ink) {
    if (text.empty()) return;
    const float side = colour == theme::panel ? 1 : ui.px(badge_side);
    const Box badge = row.cut_right(ui.width_of(Type::small, text) + 2 * side);
    fill_box(badge, colour, ui.px(rounding));
    paint(ui, badge, {Type::small, ink, Align::centre}, text);
    note_box(ui, name, badge, text);
    row.cut_right(ui.px(gap) / 2);
}

void draw_clock(const Ui& ui, Box& row, UtcTime utc) {
    const auto text = clock_minute(utc);
    const Box place = row.cut_right(ui.width_of(Type::small, text) + ui.px(2));
    paint(ui, place, {Type::small, theme::ink, Align::right}, text);
    note_box(ui, "status-clock", place, text);
    row.cut_right(ui.px(gap));
}

/// What is told at the right: the time above, records and what is not real below.
void draw_right_ends(const Ui& ui, std::vector<Box>& rows, const Frame& frame) {
    draw_clock(ui, rows.front(), frame.snapshot.utc);
    const bool safe = frame.snapshot.records_problem.empty();
    draw_badge(ui, rows.back(), "status-records", records_words(frame.snapshot, ui.language()), safe ? theme::panel : theme::trouble,
               safe ? theme::ink : theme::trouble_ink);
    Box& row = rows[rows.size() / 2];
    draw_badge(ui, row, "status-virtual", virtual_words(frame.snapshot.work, ui.language()), theme::ink, theme::white);
}

/// One after the other, in the first row that has room; none when the rows have too little.
std::optional<std::vector<Box>> places(const std::vector<float>& widths, std::vector<Box> rows, float between) {
    std::vector<Box> found;
    std::size_t at = 0;
    for (const float width : widths) {
        while (at < rows.size() && rows[at].width < width) ++at;
        if (at == rows.size()) return std::nullopt;
        found.push_back(rows[at].cut_left(width));
        rows[at].cut_left(between);
    }
    return found;
}

/// Where there is too little room, the longest texts are cut first.
std::vector<Box> fitted_places(const Ui& ui, const std::vector<StatusItem>& items, const std::vector<Box>& rows) {
    for (float longest = rows.front().width; longest > ui.px(least_item); longest *= shrink) {
        std::vector<float> widths;
        for (const auto& item : items) {
            const float whole = ui.width_of(Type::small, item.text) + 1;
            widths.push_back(item.never_cut ? whole : std::min(whole, longest));
        }
        if (auto found = places(widths, rows, ui.px(gap))) return *found;
    }
    return {};
}

void draw_items(const Ui& ui, const std::vector<Box>& rows, const std::vector<StatusItem>& items) {
    const auto found = fitted_places(ui, items, rows);
    for (std::size_t i = 0; i < found.size(); ++i) {
        paint(ui, found[i], {Type::small, theme::ink}, items[i].text);
        note_box(ui, items[i].name, found[i], items[i].text);
    }
}

}  // namespace

float status_bar_height(const Ui& ui, float width) {
    return static_cast<float>(row_count(ui, width)) * row_height(ui) + 2 * ui.px(padding);
}

void draw_status_bar(const Ui& ui, const Frame& frame) {
    const Box bar = room_left();
    fill_box(bar, theme::panel);
    fill_box({bar.x, bar.bottom() - ui.px(1), bar.width, ui.px(1)}, theme::line);
    Box inner = bar.inset(ui.px(padding));
    std::vector<Box> rows;
    for (int i = 0; i < row_count(ui, bar.width); ++i) rows.push_back(inner.cut_top(row_height(ui)));
    draw_right_ends(ui, rows, frame);
    draw_items(ui, rows, status_items(frame.snapshot, ui.language()));
}

}  // namespace stapel::app
