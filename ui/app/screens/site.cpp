#include "ui/app/look/keys.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/site_choice.hpp"
#include "ui/app/screens/site_parts.hpp"

#include <imgui.h>

#include <algorithm>
#include <string>

namespace stapel::app {
namespace {

// At 100 %: below these the exchange takes the place of the steps when it is looked at.
constexpr float roomy_width = 1000, roomy_height = 440;
constexpr float steps_share = 0.36F, brief_steps_share = 0.42F, step_share = 0.56F;  // of the width; of the height beside them

bool is_roomy(const Ui& ui) {
    const auto room = ImGui::GetContentRegionAvail();
    return room.x >= ui.px(roomy_width) && room.y >= ui.px(roomy_height);
}

void choose_by_key(const SiteSnapshot& site, std::optional<std::size_t> line, View& view) {
    if (!line || !control_held()) return;
    if (key_pressed(Key::up) && *line > 0) view.chosen_step = choice_of(site, *line - 1);
    if (key_pressed(Key::down) && *line + 1 < site.steps.size()) view.chosen_step = choice_of(site, *line + 1);
}

/// One frame's parts.
struct Drawn {
    const Ui& ui;
    Frame frame;
    const SiteSnapshot& site;
    std::optional<std::size_t> line;

    void steps(float width) const {
        const Panel panel(ui, "site-steps", {.width = width});
        draw_site_steps(ui, site, line, frame.view);
    }

    void step(float height) const {
        const Panel panel(ui, "site-step", {.height = height});
        if (line) draw_step(ui, site.steps[*line], site, *frame.snapshot.series);
    }

    // Steps, the chosen one, the exchange beside each other.
    void together() const {
        const auto room = ImGui::GetContentRegionAvail();
        steps(room.x * steps_share);
        ImGui::SameLine();
        const Group beside;
        step((room.y - ImGui::GetStyle().ItemSpacing.y) * step_share);
        const Panel panel(ui, "site-exchange", {});
        draw_exchange_choices(ui, frame, site, false);
        draw_exchange(ui, frame, site);
    }

    void one_at_a_time() const {
        draw_exchange_choices(ui, frame, site, true);
        if (frame.view.site_pane == SitePane::step) {
            steps(ImGui::GetContentRegionAvail().x * brief_steps_share);
            ImGui::SameLine();
            return step(0);
        }
        const Panel panel(ui, "site-exchange", {});
        draw_exchange(ui, frame, site);
    }
};

}  // namespace

void draw_site(const Ui& ui, Frame frame) {
    const auto* site = find_site(frame.snapshot, frame.view.chosen_site);
    if (site == nullptr) {
        ui.label("site-none", Type::heading, filled("site.none", ui.language(), {std::to_string(frame.view.chosen_site)}));
        return;
    }
    const auto line = step_looked_at(*site, frame.view.chosen_step);
    choose_by_key(*site, line, frame.view);
    const bool roomy = is_roomy(ui);
    draw_site_header(ui, *site, !roomy);
    const Drawn drawn{ui, frame, *site, line};
    if (roomy) drawn.together();
    else drawn.one_at_a_time();
}

}  // namespace stapel::app
