#include "ui/app/screens/history_parts.hpp"
#include "ui/app/screens/measurement_text.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/record_text.hpp"
#include "ui/app/screens/screen_cache.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace stapel::app {
namespace {

/// A step, or one of its measurements.
struct Line {
    const records::StepRecord* step = nullptr;
    const records::Measurement* measurement = nullptr;
};

std::vector<Line> lines_of(const records::RunRecord& run) {
    std::vector<Line> lines;
    for (const auto& step : run.steps) {
        lines.push_back({&step, nullptr});
        for (const auto& measurement : step.measurements) lines.push_back({&step, &measurement});
    }
    return lines;
}

/// The last try of the step that failed; the first line of a run that passed.
int first_looked_at(const std::vector<Line>& lines, const std::string& failed_step) {
    int found = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].measurement == nullptr && lines[i].step->step == failed_step) found = static_cast<int>(i);
    return found;
}

/// The list as it is drawn in this frame.
struct Drawn {
    const Ui& ui;
    View& view;

    void step(const records::StepRecord& one) const {
        const auto look = outcome_look(one.outcome, ui.language());
        const auto again = one.attempt > 1 ? ", " + filled("site.try", ui.language(), {std::to_string(one.attempt)}) : "";
        const auto took = one.ms ? duration_text(*one.ms, ui.language()) : std::string();
        badge(ui, look.mark, look.fill, look.ink);
        cell(ui, Type::body, one.step + again);
        cell(ui, Type::small, took, theme::faint_ink);
        cell(ui, Type::small, one.code.empty() ? "" : fmt::format("{} {}", one.code, code_text(one.code, ui.language()).what));
    }

    void measurement(const records::Measurement& one) const {
        const bool passed = one.outcome == "pass";
        cell(ui, Type::small, "    " + measurement_name(one.name, ui.language()), theme::faint_ink);
        ImGui::TableNextColumn();
        badge(ui, passed ? "✓" : "✗", passed ? theme::pass : theme::fail, theme::white);
        ui.fitted("", Type::small, value_text(one, ui.language()), ImGui::GetContentRegionAvail().x);
        cell(ui, Type::small, limits_text(one, ui.language()), theme::faint_ink);
    }

    void row(const Line& line, std::size_t i, float height) const {
        const bool chosen = view.history_step == static_cast<int>(i);
        ImGui::TableNextRow(0, height);
        ImGui::TableNextColumn();
        const auto& name = line.measurement != nullptr ? line.measurement->name : line.step->step;
        if (choosable_row(ui, fmt::format("history-step-{}", i), name, chosen)) {
            view.history_step = static_cast<int>(i);
            view.history_focus = HistoryFocus::list;
        }
        if (line.measurement != nullptr) measurement(*line.measurement);
        else step(*line.step);
    }
};

void choose_row(View& view, const std::vector<Line>& lines, const std::string& failed_step) {
    if (view.history_step < 0) view.history_step = first_looked_at(lines, failed_step);
    if (const auto to = moved_in_list(view, lines.size())) view.history_step = *to;
}

}  // namespace

void draw_history_steps(const Ui& ui, const Frame& frame, const records::RunRecord& run) {
    const auto lines = lines_of(run);
    auto& view = frame.view;
    const bool anew = view.history_step < 0;
    choose_row(view, lines, run.failed_step);
    const Table table(ui, "history-steps", {{.width = 26}, {.title = ui.text("history.step"), .weight = 1.2F},
                                            {.title = ui.text("site.value"), .weight = 1.1F},
                                            {.title = ui.text("site.limits"), .weight = 1.3F}});
    if (!table) return;
    const float row = row_height(ui, Type::body);
    const bool moved = std::exchange(cache_of(view).history_row_seen, view.history_step) != view.history_step;
    if (anew) ImGui::SetScrollY(static_cast<float>(view.history_step) * row);  // what it measured comes after it
    else if (moved) keep_in_sight(view.history_step, row);
    const Drawn drawn{ui, view};
    draw_visible_rows(lines.size(), row, [&](std::size_t i) { drawn.row(lines[i], i, row); });
}

}  // namespace stapel::app
