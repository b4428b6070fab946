#include "ui/app/look/keys.hpp"
#include "ui/app/screens/history_parts.hpp"
#include "ui/app/screens/paint.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/record_text.hpp"
#include "ui/app/screens/screen_cache.hpp"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <string>
#include <utility>

namespace stapel::app {
namespace {

/// How a unit's state is shown: never by colour alone.
OutcomeLook state_look(const std::string& state, Language language) {
    OutcomeLook look{.mark = "·", .word = {}};
    if (state == "passed" || state == "shipped") look = outcome_look("pass", language);
    if (state == "failed" || state == "repair") look = outcome_look("fail", language);
    if (state == "scrapped") look = {.mark = "×", .word = {}, .fill = theme::empty_frame, .ink = theme::white};
    return look;
}

void search(const Ui& ui, View& view) {
    view.history_unit = 0;
    cache_of(view).history_typed = view.history_search;
    ui.command(FindUnits{view.history_search});
}

/// A text field that has the keyboard keeps its own text: it has to let go of it before it shows what a scanner brought.
void take_scanned(View& view) {
    auto& cache = cache_of(view);
    if (std::exchange(cache.history_typed, view.history_search) == view.history_search) return;
    ImGui::SetWindowFocus(nullptr);
    cache.keyboard_wanted = true;
}

void draw_search(const Ui& ui, View& view) {
    take_scanned(view);
    ImGui::SetNextItemWidth(-1);
    const bool focused = has_keyboard(view, HistoryFocus::search);
    if (focused && std::exchange(cache_of(view).keyboard_wanted, false)) ImGui::SetKeyboardFocusHere();
    const bool changed = ImGui::InputTextWithHint("##history-search", ui.text("history.hint"), &view.history_search,
                                                   ImGuiInputTextFlags_AutoSelectAll);
    ui.note("history-search", view.history_search);
    if (ImGui::IsItemActivated()) view.history_focus = HistoryFocus::search;
    const bool again = focused && key_pressed(Key::enter);
    if (again) {
        cache_of(view).keyboard_wanted = true;  // the field lets the keyboard go with Enter
        cache_of(view).history_taken.reset();
    }
    if (changed || again) search(ui, view);
}

std::string count_text(const Ui& ui, const Answers& answers) {
    if (answers.search.empty()) return ui.text("history.newest");
    return counted("history.found", ui.language(), static_cast<std::int64_t>(answers.found.size()));
}

/// When it was last run, and how that ended.
std::string last_run_text(const FoundUnit& unit, Language language) {
    if (unit.last_started_utc.empty()) return {};
    return fmt::format("{} {}", outcome_look(unit.last_outcome, language).mark, recorded_time_text(unit.last_started_utc, language));
}

/// The identities that it is not named by.
std::string others_text(const FoundUnit& unit) {
    std::string others;
    for (const auto* one : {&unit.imei, &unit.iccid})
        if (*one != key_of(unit) && !one->empty()) others += (others.empty() ? "" : "  ") + *one;
    return others;
}

/// Two lines a unit: its name, how it stands, when it was last run; then its other identities.
void paint_unit(const Ui& ui, const FoundUnit& unit, Box box) {
    const float gap = ui.px(8);
    box = {box.x + gap / 2, box.y, box.width - gap, box.height};
    Box first = box.cut_top(box.height / 2), mark = first.cut_left(first.height);
    const auto look = state_look(unit.state, ui.language());
    mark = whole_pixels(mark.inset(ui.px(3)));
    fill_box(mark, look.fill, ui.px(3));
    paint(ui, mark, {.type = Type::small, .ink = look.ink, .align = Align::centre}, look.mark);
    (void)first.cut_left(gap);
    (void)box.cut_left(mark.height + ui.px(6) + gap);
    paint(ui, first.cut_left(std::min(first.width, ui.width_of(Type::body, key_of(unit)) + 1)), {}, key_of(unit));
    (void)first.cut_left(2 * gap);
    const auto state = unit_state_text(unit.state, ui.language()), last = last_run_text(unit, ui.language());
    const float width = ui.width_of(Type::small, state) + 1, last_width = ui.width_of(Type::small, last) + 1;
    paint(ui, first.cut_left(std::min(first.width, width)), {.type = Type::small}, state);
    const Pen faint{.type = Type::small, .ink = theme::faint_ink, .align = Align::right};
    if (first.width > last_width + gap) paint(ui, first, faint, last);
    paint(ui, box, {.type = Type::small, .ink = theme::faint_ink}, others_text(unit));
}

void draw_unit(const Ui& ui, const Frame& frame, std::size_t i, float height) {
    const auto& unit = frame.answers.found[i];
    const auto at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const bool chosen = frame.view.history_unit == static_cast<int>(i);
    const bool clicked = ImGui::Selectable(fmt::format("##unit-{}", i).c_str(), chosen, 0, {0, height});
    ui.note(fmt::format("unit-{}", i),
            fmt::format("{}  {}  {}  {}", key_of(unit), unit_state_text(unit.state, ui.language()),
                        last_run_text(unit, ui.language()), others_text(unit)));
    paint_unit(ui, unit, {at.x, at.y, width, height});
    if (!clicked) return;
    frame.view.history_focus = HistoryFocus::search;
    cache_of(frame.view).keyboard_wanted = true;
    choose_history_unit(ui, frame, static_cast<int>(i));
}

void draw_list(const Ui& ui, const Frame& frame) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::BeginChild("history-found", {0, 0});
    const float row = 2 * row_height(ui, Type::body);
    if (std::exchange(cache_of(frame.view).history_seen, frame.view.history_unit) != frame.view.history_unit)
        keep_in_sight(frame.view.history_unit, row);
    draw_visible_rows(frame.answers.found.size(), row, [&](std::size_t i) { draw_unit(ui, frame, i, row); });
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

}  // namespace

void draw_history_units(const Ui& ui, const Frame& frame) {
    const auto& answers = frame.answers;
    draw_search(ui, frame.view);
    if (!answers.problem.empty()) {
        const Ink ink(theme::fail);
        return ui.wrapped("history-problem", Type::body, filled("history.problem", ui.language(), {answers.problem}));
    }
    if (answers.found.empty()) {
        if (answers.searching) return ui.label("history-searching", Type::body, ui.text("history.searching"));
        return ui.wrapped("history-nothing", Type::body,
                          answers.search.empty() ? ui.text("history.no-units")
                                                 : filled("history.nothing", ui.language(), {answers.search}));
    }
    {
        const Ink faint(theme::faint_ink);
        ui.label("history-count", Type::small, count_text(ui, answers));
    }
    draw_list(ui, frame);
}

}  // namespace stapel::app
