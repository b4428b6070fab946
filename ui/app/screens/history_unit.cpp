#include "ui/app/screens/history_parts.hpp"
#include "ui/app/screens/measurement_text.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/record_text.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace stapel::app {
namespace {

void pair(const Ui& ui, TextKey name, std::string_view value, bool first = false) {
    if (value.empty()) return;
    const auto text = fmt::format("{} {}", ui.text(name), value);
    if (!first) (void)flow(ui.width_of(Type::small, text));
    ui.label("", Type::small, text);
}

void draw_mark(const Ui& ui, const records::MarkRecord& mark) {
    const auto when = recorded_time_text(mark.marked_utc, ui.language());
    const auto what = unit_state_text(mark.mark, ui.language());
    ui.wrapped("mark", Type::small, filled("history.mark", ui.language(), {when, what, known(mark.operator_id)}));
}

/// What was done and which attempt it was.
std::string operation_of(const records::RunRecord& run, Language language) {
    auto text = operation_text(run.operation, language);
    return run.attempt ? fmt::format("{} №{}", text, *run.attempt) : text;
}

void draw_run(const Ui& ui, const Frame& frame, const records::RunRecord& run, std::size_t i) {
    const auto look = outcome_look(run.outcome, ui.language());
    const bool chosen = frame.view.history_run == static_cast<int>(i);
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    if (choosable_row(ui, fmt::format("run-{}", i),
                      fmt::format("{} {}", look.word, recorded_time_text(run.started_utc, ui.language())), chosen)) {
        choose_history_run(frame.view, static_cast<int>(i));
        frame.view.history_focus = HistoryFocus::runs;
    }
    badge(ui, look.mark, look.fill, look.ink);
    ui.fitted("", Type::small, look.word, ImGui::GetContentRegionAvail().x);
    cell(ui, Type::small, recorded_time_text(run.started_utc, ui.language()));
    cell(ui, Type::small, operation_of(run, ui.language()));
    cell(ui, Type::small, std::to_string(run.site), theme::faint_ink);
    cell(ui, Type::small, known(run.failed_step));
    cell(ui, Type::small, known(code_and_text(run.code, ui.language())));
}

}  // namespace

void draw_history_unit(const Ui& ui, const records::UnitRecord& record) {
    const auto& unit = record.unit;
    const auto state = unit_state_text(unit.state, ui.language());
    ui.label("history-unit", Type::heading, fmt::format("{} — {}", key_of(unit), state));
    const Ink ink(theme::faint_ink);
    pair(ui, "measure.imei", unit.imei, true);
    pair(ui, "measure.iccid", unit.iccid);
    pair(ui, "history.meter", unit.meter_serial);
    pair(ui, "history.order", unit.order_no);
    if (!record.marks.empty()) draw_mark(ui, record.marks.front());
}

void draw_history_runs(const Ui& ui, const Frame& frame, const records::UnitRecord& record,
                       float most_rows) {
    const float row = row_height(ui, Type::small);
    const float rows = std::min(static_cast<float>(record.runs.size()), most_rows) + 1;
    const bool chosen = has_keyboard(frame.view, HistoryFocus::runs);
    const Panel panel(ui, "history-runs", {.height = rows * row + 2 * ImGui::GetStyle().WindowPadding.y},
                      chosen ? Panel::Look::chosen : Panel::Look::plain);
    const Table table(ui, "runs", {{.title = ui.text("site.outcome"), .width = 124},
                                   {.title = ui.text("site.started"), .width = 172},
                                   {.title = ui.text("site.run"), .width = 110},
                                   {.title = ui.text("key.site"), .width = 76},
                                   {.title = ui.text("site.failed-step")},
                                   {.title = ui.text("site.code"), .width = 72}});
    if (!table) return;
    draw_visible_rows(record.runs.size(), row, [&](std::size_t i) { draw_run(ui, frame, record.runs[i], i); });
}

// What is wrong, then what to do.
void draw_history_verdict(const Ui& ui, const records::RunRecord& run) {
    if (run.code.empty()) return;
    const auto [what, action] = code_text(run.code, ui.language());
    ui.wrapped("history-code", Type::body, fmt::format("{}  {}", run.code, what));
    if (action.empty()) return;
    const Ink ink(theme::fail);
    ui.wrapped("history-action", Type::body, action);
}

}  // namespace stapel::app
