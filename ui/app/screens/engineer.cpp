#include "ui/app/look/keys.hpp"
#include "ui/app/screens/engineer_parts.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/screen_cache.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <string>

namespace stapel::app {
namespace {

// At 100 %: below these one part has the whole screen.
constexpr float roomy_width = 1000, roomy_height = 440;
constexpr float least_leases = 148, leases_share = 0.2F;
constexpr float log_width = 0.6F, log_height = 0.4F;  // of the room

struct Part {
    EngineerPane pane;
    const char* name;
    TextKey title;
};

constexpr std::array parts{Part{EngineerPane::log, "pane-log", "engineer.log"},
                           Part{EngineerPane::tape, "pane-tape", "engineer.tape"},
                           Part{EngineerPane::manual, "pane-manual", "engineer.manual"},
                           Part{EngineerPane::leases, "pane-leases", "engineer.leases"}};

void choose(View& view, EngineerPane pane) {
    view.engineer_pane = pane;
    cache_of(view).keyboard_wanted = true;
    ImGui::SetWindowFocus(nullptr);  // a text field of another part lets the keyboard go
}

void choose_by_key(View& view) {
    if (!control_held()) return;
    const auto now = static_cast<std::size_t>(view.engineer_pane);
    if (key_pressed(Key::page_down)) choose(view, parts[(now + 1) % parts.size()].pane);
    if (key_pressed(Key::page_up)) choose(view, parts[(now + parts.size() - 1) % parts.size()].pane);
}

void draw_part(const Ui& ui, const Frame& frame, const SiteSnapshot& site, EngineerPane pane) {
    switch (pane) {
        case EngineerPane::log: return draw_log(ui, frame);
        case EngineerPane::tape: return draw_timeline(ui, frame);
        case EngineerPane::manual: return draw_manual(ui, frame, site);
        case EngineerPane::leases: return draw_leases(ui, frame.snapshot.instruments);
    }
}

/// One frame's parts.
struct Drawn {
    const Ui& ui;
    Frame frame;
    const SiteSnapshot& site;

    void part(EngineerPane pane, const Panel::Size& size) const {
        const auto& [which, name, title] = parts[static_cast<std::size_t>(pane)];
        const Panel panel(ui, name, size, frame.view.engineer_pane == pane ? Panel::Look::chosen : Panel::Look::plain);
        ImGui::AlignTextToFramePadding();
        ui.label("", Type::body, ui.text(title));
        ImGui::SameLine(0, ui.px(14));
        draw_part(ui, frame, site, pane);
    }

    void roomy() const {
        const auto room = ImGui::GetContentRegionAvail();
        const float left = room.x * log_width, gap = ImGui::GetStyle().ItemSpacing.y;
        {
            const Group group;
            part(EngineerPane::log, {left, (room.y - gap) * log_height});
            part(EngineerPane::tape, {.width = left});
        }
        ImGui::SameLine();
        const Group group;
        part(EngineerPane::manual, {.height = -std::max(ui.px(least_leases), room.y * leases_share) - gap});
        part(EngineerPane::leases, {});
    }

    void one_at_a_time() const {
        for (const auto& [pane, name, title] : parts)
            if (tab(ui, name, ui.text(title), frame.view.engineer_pane == pane, pane == EngineerPane::log))
                choose(frame.view, pane);
        const Panel panel(ui, "pane", {});
        draw_part(ui, frame, site, frame.view.engineer_pane);
    }
};

}  // namespace

void draw_engineer(const Ui& ui, Frame frame) {
    const auto* site = find_site(frame.snapshot, frame.view.chosen_site);
    if (site == nullptr) {
        ui.label("site-none", Type::heading, filled("site.none", ui.language(), {std::to_string(frame.view.chosen_site)}));
        return;
    }
    choose_by_key(frame.view);
    const auto room = ImGui::GetContentRegionAvail();
    const Drawn drawn{ui, frame, *site};
    if (room.x >= ui.px(roomy_width) && room.y >= ui.px(roomy_height)) drawn.roomy();
    else drawn.one_at_a_time();
}

void take_keyboard(View& view, EngineerPane pane) {
    auto& wanted = cache_of(view).keyboard_wanted;
    if (wanted && view.engineer_pane == pane) {
        ImGui::SetKeyboardFocusHere();
        wanted = false;
    }
}

}  // namespace stapel::app
