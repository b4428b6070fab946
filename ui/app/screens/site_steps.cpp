#include "ui/app/screens/measurement_text.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/screen_cache.hpp"
#include "ui/app/screens/site_choice.hpp"
#include "ui/app/screens/site_parts.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace stapel::app {
namespace {

constexpr float mark_width = 24, time_width = 66;  // at 100 %
constexpr float least_rows_below_title = 4;

std::string widget_name(const StepLine& step) {
    return step.attempt == 1 ? "step-" + step.id : fmt::format("step-{}-{}", step.id, step.attempt);
}

// A finished step's time; how far the one under way is.
std::string time_of(const StepLine& step, const SiteSnapshot& site, Language language) {
    if (step.state != StepState::running) return step.ms > 0 ? duration_text(step.ms, language) : "";
    if (!site.progress) return {};
    const auto& [done, total, unit] = *site.progress;
    if (total > 0) return fmt::format("{} %", done * 100 / total);
    return unit == "s" ? duration_text(done * 1000, language) : std::to_string(done);
}

std::string title_of(const StepLine& step, Language language) {
    const auto name = step_name(step, language);
    return step.attempt == 1 ? name : fmt::format("{} ({})", name, step.attempt);
}

/// The list as it is drawn in this frame; times and ids stand beside the names where all have room.
class List {
public:
    List(const Ui& ui, const SiteSnapshot& site, View& view, std::size_t line)
        : ui_(ui), site_(site), view_(view), line_(line), names_(column_of(Type::body, [&](const StepLine& step) {
              return title_of(step, ui.language());
          })) {
        const float ids = column_of(Type::small, [](const StepLine& step) { return step.id; });
        const float padding = 2 * ImGui::GetStyle().CellPadding.x, room = ImGui::GetContentRegionAvail().x;
        const float others = 3 * padding + ImGui::GetStyle().ScrollbarSize;
        with_time_ = ui.px(mark_width + names_ + time_width) + others <= room;
        with_id_ = ui.px(mark_width + names_ + ids + time_width) + others <= room;
    }

    void draw() const {
        const auto list = table();
        if (!list) return;
        keep_line_in_sight();
        ImGui::PushFont(ui_.font(Type::body));
        draw_visible_rows(site_.steps.size(), row_height(ui_, Type::body), [&](std::size_t i) { row(i); });
        ImGui::PopFont();
    }

private:
    [[nodiscard]] float column_of(Type type, auto text_of) const {
        std::vector<std::string> texts;
        for (const auto& step : site_.steps) texts.push_back(text_of(step));
        return column_width(ui_, type, texts);
    }

    [[nodiscard]] Table table() const {
        constexpr Column mark{.width = mark_width}, rest{}, time{.width = time_width};
        const Rows rows{.height = row_height(ui_, Type::body)};
        if (!with_time_) return {ui_, "steps", {mark, rest}, rows};
        if (!with_id_) return {ui_, "steps", {mark, rest, time}, rows};
        return {ui_, "steps", {mark, {.width = names_}, rest, time}, rows};
    }

    // Once for each step that is looked at: who scrolls away meanwhile is left alone.
    void keep_line_in_sight() const {
        auto& followed = cache_of(view_).followed_step;
        const auto now = fmt::format("{} {} {}", site_.site, site_.run, line_);
        if (followed == now) return;
        followed = now;
        const float row = row_height(ui_, Type::body);
        const float above = std::floor(ImGui::GetWindowHeight() / 2 / row);  // whole rows: none is cut at the upper edge
        ImGui::SetScrollY(row * std::max(static_cast<float>(line_) - above, 0.0F));
    }

    void row(std::size_t i) const {
        const auto& step = site_.steps[i];
        const auto look = step_look(step.state, ui_.language());
        const auto title = title_of(step, ui_.language());
        ImGui::TableNextRow();
        ImGui::TableNextColumn();
        if (choosable_row(ui_, widget_name(step), fmt::format("{}: {}", title, look.word), i == line_))
            view_.chosen_step = choice_of(site_, i);
        badge(ui_, look.mark, look.fill, look.ink);
        cell(ui_, Type::body, title, step.state == StepState::waiting ? theme::faint_ink : theme::ink);
        if (with_id_) cell(ui_, Type::small, step.id, theme::faint_ink);
        if (with_time_) cell(ui_, Type::small, time_of(step, site_, ui_.language()));
    }

    const Ui& ui_;
    const SiteSnapshot& site_;
    View& view_;
    std::size_t line_;
    float names_;  ///< width at 100 %
    bool with_time_ = false, with_id_ = false;
};

void draw_title(const Ui& ui, const SiteSnapshot& site) {
    ui.label("steps-done", Type::body, filled("site.steps", ui.language(), {std::to_string(site.steps_done),
                                                                          std::to_string(site.steps_total)}));
    hint(ui, ui.text("site.keys"));
}

}  // namespace

void draw_site_steps(const Ui& ui, const SiteSnapshot& site, std::optional<std::size_t> line, View& view) {
    if (!line) return ui.wrapped("no-steps", Type::body, ui.text("site.no-steps"));
    if (ImGui::GetContentRegionAvail().y >= least_rows_below_title * row_height(ui, Type::body)) draw_title(ui, site);
    List(ui, site, view, *line).draw();
}

}  // namespace stapel::app
