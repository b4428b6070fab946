#include "ui/app/screens/measurement_text.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/record_text.hpp"
#include "ui/app/screens/site_choice.hpp"
#include "ui/app/screens/site_parts.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <string>

namespace stapel::app {
namespace {

constexpr float progress_height = 12, badge_room = 40;  // at 100 %

/// Its place in the plan, on the base line of the title.
void draw_id(const Ui& ui, const StepLine& step, Type title) {
    auto text = step.id;
    if (step.attempt > 1) text += ", " + filled("site.try", ui.language(), {std::to_string(step.attempt)});
    if (!flow(ui.width_of(Type::small, text))) return;
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.font(title)->Ascent - ui.font(Type::small)->Ascent);
    const Ink ink(theme::faint_ink);
    ui.label("step-id", Type::small, text);
}

void draw_title(const Ui& ui, const StepLine& step) {
    const auto look = step_look(step.state, ui.language());
    auto text = fmt::format("{}: {}", step_name(step, ui.language()), look.word);
    if (step.ms > 0) text += ", " + duration_text(step.ms, ui.language());
    const float room = ImGui::GetContentRegionAvail().x - ui.px(badge_room);
    const Type type = ui.width_of(Type::heading, text) <= room ? Type::heading : Type::body;
    ImGui::PushFont(ui.font(type));
    badge(ui, look.mark, look.fill, look.ink);
    ImGui::PopFont();
    ui.wrapped("step-title", type, text);
    draw_id(ui, step, type);
}

// What is wrong and what to do in the person's language, then the failure's own words.
void draw_failure(const Ui& ui, const StepLine& step) {
    const auto [what, action] = code_text(step.code, ui.language());
    ui.wrapped("step-code", Type::body, fmt::format("{}  {}", step.code, what));
    if (!action.empty()) {
        const Ink ink(theme::fail_ink);
        ui.wrapped("step-action", Type::body, action);
    }
    if (!step.detail.empty()) ui.wrapped("step-detail", Type::small, step.detail);
}

void draw_progress(const Ui& ui, const StepProgress& progress) {
    if (progress.total <= 0) return;
    const float part = static_cast<float>(progress.done) / static_cast<float>(progress.total);
    ImGui::ProgressBar(part, {-1, ui.px(progress_height)}, "");
    ui.note("step-progress", fmt::format("{} / {}", progress.done, progress.total));
}

}  // namespace

void draw_step(const Ui& ui, const StepLine& step, const SiteSnapshot& site, const Series& series) {
    draw_title(ui, step);
    if (step.state == StepState::running && site.progress) draw_progress(ui, *site.progress);
    if (!step.code.empty()) draw_failure(ui, step);
    if (!step.measurements.empty()) return draw_measurements(ui, step, series);
    const Ink ink(theme::faint_ink);
    if (step.state == StepState::waiting) ui.label("step-empty", Type::body, ui.text("site.not-yet"));
    else if (step.state != StepState::running) ui.label("step-empty", Type::body, ui.text("site.no-measurements"));
}

}  // namespace stapel::app
