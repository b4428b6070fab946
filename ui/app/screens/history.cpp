#include "ui/app/screens/focus.hpp"
#include "ui/app/screens/history_parts.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/screen_cache.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace stapel::app {
namespace {

constexpr float units_share = 0.4F;
// At 100 %: below these one part takes the place of another.
constexpr float roomy_width = 1000, roomy_height = 440, tight_height = 260;
constexpr std::array places{HistoryFocus::search, HistoryFocus::runs, HistoryFocus::part, HistoryFocus::list,
                            HistoryFocus::channel};

bool is_roomy(const Ui& ui) {
    const auto room = ImGui::GetContentRegionAvail();
    return room.x >= ui.px(roomy_width) && room.y >= ui.px(roomy_height);
}

/// The screen was not drawn in the frame before: what it shows may be old.
bool is_entered(View& view) {
    auto& drawn = cache_of(view).history_frame;
    const int before = std::exchange(drawn, ImGui::GetFrameCount());
    return before + 1 < ImGui::GetFrameCount();
}

/// The text field takes the keyboard or lets it go.
void focus_on(View& view, HistoryFocus focus) {
    view.history_focus = focus;
    cache_of(view).keyboard_wanted = focus == HistoryFocus::search;
    if (focus != HistoryFocus::search) ImGui::SetWindowFocus(nullptr);
}

void show_part(View& view, HistoryPart part) {
    if (view.history_part == part) return;
    view.history_part = part;
    view.history_step = -1;
}

/// The first of what was found is opened by itself; where nothing was found, something else is typed.
void take_search(const Ui& ui, const Frame& frame) {
    auto& taken = cache_of(frame.view).history_taken;
    if (frame.answers.searching) taken.reset();  // the same once more is opened once more
    if (frame.answers.searching || taken == frame.answers.search) return;
    taken = frame.answers.search;
    if (!frame.answers.found.empty()) choose_history_unit(ui, frame, 0);
    else if (!has_keyboard(frame.view, HistoryFocus::search)) focus_on(frame.view, HistoryFocus::search);
}

void begin(const Ui& ui, const Frame& frame) {
    focus_on(frame.view, HistoryFocus::search);
    cache_of(frame.view).history_typed = frame.view.history_search;
    cache_of(frame.view).history_taken.reset();
    ui.command(FindUnits{frame.view.history_search});
}

void move_units(const Ui& ui, const Frame& frame) {
    const auto to = moved_by_key(frame.view.history_unit, static_cast<int>(frame.answers.found.size()), 8);
    if (to && *to != frame.view.history_unit) choose_history_unit(ui, frame, *to);
}

void move_runs(View& view, const records::UnitRecord& unit) {
    const auto to = moved_by_key(view.history_run, static_cast<int>(unit.runs.size()), 4);
    if (to && *to != view.history_run) choose_history_run(view, *to);
}

void move_focus(View& view, bool has_unit, bool backwards) {
    const bool has_channel = view.history_part == HistoryPart::tape;
    const auto count = !has_unit ? 1 : has_channel ? places.size() : places.size() - 1;
    focus_on(view, next_focus(view.history_focus, std::span(places).first(count), backwards));
}

/// Tab and the arrows; what they mean in lists is theirs to know.
void look_at_keys(const Ui& ui, const Frame& frame, const records::UnitRecord* unit) {
    auto& view = frame.view;
    if (const auto tab = tab_key(); tab.pressed) move_focus(view, unit != nullptr, tab.backwards);
    if (has_keyboard(view, HistoryFocus::search)) return move_units(ui, frame);
    if (unit == nullptr) return;
    if (has_keyboard(view, HistoryFocus::runs)) move_runs(view, *unit);
    const int by = has_keyboard(view, HistoryFocus::part) ? sideways_by_key() : 0;
    if (by != 0) show_part(view, by > 0 ? HistoryPart::tape : HistoryPart::steps);
}

/// The row of choices between the parts, `▶` before it while it has the keyboard.
class Choices {
public:
    Choices(const Ui& ui, View& view) : ui_(ui), view_(view) {}

    void focus(const char* name, TextKey label, HistoryFocus to) {
        if (add(name, label, has_keyboard(view_, to))) focus_on(view_, to);
    }
    void part(const char* name, TextKey label, HistoryPart to, bool shown) {
        if (!add(name, label, shown && view_.history_part == to)) return;
        show_part(view_, to);
        focus_on(view_, HistoryFocus::part);
    }

private:
    bool add(const char* name, TextKey label, bool chosen) {
        const bool marked = chosen && has_keyboard(view_, HistoryFocus::part);
        const auto text = (marked ? "▶ " : "") + std::string(ui_.text(label));
        return tab(ui_, name, text, chosen, std::exchange(first_, false));
    }

    const Ui& ui_;
    View& view_;
    bool first_ = true;
};

void draw_part_choice(const Ui& ui, View& view, bool alone) {
    Choices choices(ui, view);
    const bool elsewhere = has_keyboard(view, HistoryFocus::search) || has_keyboard(view, HistoryFocus::runs);
    if (alone) choices.focus("part-units", "history.units", HistoryFocus::search);
    if (alone) choices.focus("part-runs", "history.runs", HistoryFocus::runs);
    choices.part("part-steps", "history.steps", HistoryPart::steps, !alone || !elsewhere);
    choices.part("part-tape", "history.tape", HistoryPart::tape, !alone || !elsewhere);
    hint(ui, ui.text("history.keys"));
}

void draw_part(const Ui& ui, const Frame& frame, const records::RunRecord& run) {
    const bool chosen = has_keyboard(frame.view, HistoryFocus::list) || has_keyboard(frame.view, HistoryFocus::channel);
    const Panel panel(ui, "history-list", {}, chosen ? Panel::Look::chosen : Panel::Look::plain);
    if (frame.view.history_part == HistoryPart::steps) draw_history_steps(ui, frame, run);
    else draw_history_tape(ui, frame);
}

void draw_units_panel(const Ui& ui, const Frame& frame, float width) {
    const bool chosen = has_keyboard(frame.view, HistoryFocus::search);
    const Panel panel(ui, "history-units", {.width = width}, chosen ? Panel::Look::chosen : Panel::Look::plain);
    draw_history_units(ui, frame);
}

void draw_together(const Ui& ui, const Frame& frame, const records::UnitRecord& unit) {
    draw_units_panel(ui, frame, ImGui::GetContentRegionAvail().x * units_share);
    ImGui::SameLine();
    const Group life;
    draw_history_unit(ui, unit);
    draw_history_runs(ui, frame, unit, 4.4F);
    const auto* run = chosen_run(frame.view, unit);
    if (run == nullptr) return;
    draw_history_verdict(ui, *run);
    draw_part_choice(ui, frame.view, false);
    draw_part(ui, frame, *run);
}

void draw_one_at_a_time(const Ui& ui, const Frame& frame, const records::UnitRecord& unit) {
    draw_part_choice(ui, frame.view, true);
    const auto* run = chosen_run(frame.view, unit);
    if (has_keyboard(frame.view, HistoryFocus::search)) return draw_units_panel(ui, frame, 0);
    if (run != nullptr && !has_keyboard(frame.view, HistoryFocus::runs)) return draw_part(ui, frame, *run);
    const bool tight = ImGui::GetContentRegionAvail().y < ui.px(tight_height);
    draw_history_runs(ui, frame, unit, tight ? 1.4F : 3.4F);
    if (run != nullptr) draw_history_verdict(ui, *run);
    if (!tight) draw_history_unit(ui, unit);
}

}  // namespace

void choose_history_unit(const Ui& ui, const Frame& frame, int unit) {
    frame.view.history_unit = unit;
    choose_history_run(frame.view, 0);
    ui.command(ShowUnit{key_of(frame.answers.found[static_cast<std::size_t>(unit)])});
}

void choose_history_run(View& view, int run) {
    view.history_run = run;
    view.history_step = -1;
}

std::optional<int> moved_in_list(const View& view, std::size_t count) {
    constexpr int page = 10;
    if (!has_keyboard(view, HistoryFocus::list)) return std::nullopt;
    return moved_by_key(view.history_step, static_cast<int>(count), page);
}

bool has_keyboard(const View& view, HistoryFocus focus) { return view.history_focus == focus; }

const records::RunRecord* chosen_run(const View& view, const records::UnitRecord& unit) {
    if (unit.runs.empty()) return nullptr;
    return &unit.runs[static_cast<std::size_t>(std::clamp(view.history_run, 0, static_cast<int>(unit.runs.size()) - 1))];
}

void draw_history(const Ui& ui, Frame frame) {
    if (is_entered(frame.view)) begin(ui, frame);
    else take_search(ui, frame);  // what is known on entering is of last time
    const auto& answers = frame.answers;
    const auto* unit = answers.problem.empty() && !answers.found.empty() ? answers.unit.get() : nullptr;
    look_at_keys(ui, frame, unit);
    if (unit == nullptr) return draw_units_panel(ui, frame, 0);
    if (is_roomy(ui)) draw_together(ui, frame, *unit);
    else draw_one_at_a_time(ui, frame, *unit);
}

}  // namespace stapel::app
