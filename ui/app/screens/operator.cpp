#include "ui/app/screens/next_action.hpp"
#include "ui/app/screens/operator_tile.hpp"
#include "ui/app/screens/paint.hpp"
#include "ui/app/screens/screens.hpp"
#include "ui/app/screens/site_grid.hpp"
#include "ui/app/screens/site_words.hpp"
#include "ui/app/screens/state_look.hpp"

#include <imgui.h>

#include <fmt/format.h>

#include <array>
#include <string>

namespace stapel::app {
namespace {

// At 100 %.
constexpr float tile_gap = 12, zone_gap = 12, action_padding = 10, rounding = 4, side = 8;
constexpr float roomy_height = 400, least_grid_height = 40;
constexpr int action_lines = 2;

Type action_type(const Ui& ui, const Box& room) { return room.height >= ui.px(roomy_height) ? Type::action : Type::heading; }

float action_height(const Ui& ui, Type type) {
    return static_cast<float>(action_lines) * line_height(ui, type) + 2 * ui.px(action_padding);
}

struct Colours {
    Rgb fill, ink;
};

Colours colours_of(Urgency urgency) {
    switch (urgency) {
        case Urgency::module: return {theme::fail, theme::white};
        case Urgency::trouble: return {theme::trouble, theme::trouble_ink};
        case Urgency::calm: break;
    }
    return {theme::white, theme::ink};
}

/// The largest of these sizes in which the whole text fits.
Type fitting_type(const Ui& ui, Type largest, std::string_view text, const Box& room) {
    for (const auto type : {Type::action, Type::heading}) {
        if (type > largest) continue;
        const auto lines = static_cast<float>(lines_of(ui, type, text, room.width).size());
        if (lines * line_height(ui, type) <= room.height) return type;
    }
    return Type::body;
}

/// In the middle of the box's height.
void paint_middle(const Ui& ui, const Box& box, const Pen& pen, std::string_view text) {
    const float height = static_cast<float>(lines_of(ui, pen.type, text, box.width).size()) * line_height(ui, pen.type);
    const float above = height < box.height ? (box.height - height) / 2 : 0;
    paint_lines(ui, {box.x, box.y + above, box.width, box.height - above}, pen, text);
}

/// The reason stands below the action, where it is all that fits there.
void draw_action(const Ui& ui, const Box& box, Type largest, const NextAction& action) {
    const auto colours = colours_of(action.urgency);
    fill_box(box, colours.fill, ui.px(rounding));
    if (action.urgency == Urgency::calm) frame_box(box, theme::line, ui.px(2), ui.px(rounding));
    Box text = box.inset(ui.px(action_padding));
    text.cut_left(ui.px(side));
    text.cut_right(ui.px(side));
    const Box reason = action.reason.empty() ? Box{} : text.cut_bottom(line_height(ui, Type::body));
    paint_middle(ui, text, {fitting_type(ui, largest, action.text, text), colours.ink}, action.text);
    if (!action.reason.empty()) paint(ui, reason, {Type::body, colours.ink}, action.reason);
    note_box(ui, "next-action", box, action.text);
}

std::string tile_text(const Ui& ui, const SiteSnapshot& site) {
    return fmt::format("{} {} {}", look_of(site.state).word.in(ui.language()), site_note(site, ui.language()), identity_words(site));
}

/// The whole tile is a button that chooses its site.
void choose_by_click(const Ui& ui, const Box& box, const SiteSnapshot& site) {
    const auto name = fmt::format("site-{}", site.site);
    ImGui::SetCursorScreenPos({box.x, box.y});
    if (ImGui::InvisibleButton(name.c_str(), {box.width, box.height})) ui.command(ChooseSite{site.site});
    ui.note(name, tile_text(ui, site));
}

void draw_grid(const Ui& ui, const Box& room, const Frame& frame) {
    const auto& sites = frame.snapshot.sites;
    if (sites.empty() || room.height < ui.px(least_grid_height)) return;
    const auto boxes = site_grid(static_cast<int>(sites.size()), room, ui.px(tile_gap));
    const auto style = tile_style(ui, boxes.front().width, boxes.front().height);
    for (std::size_t i = 0; i < sites.size(); ++i) {
        choose_by_click(ui, boxes[i], sites[i]);
        draw_tile(ui, boxes[i], style, sites[i], sites[i].site == frame.view.chosen_site);
    }
}

}  // namespace

void draw_operator(const Ui& ui, Frame frame) {
    Box room = whole_pixels(room_left());
    const Type type = action_type(ui, room);
    const Box action = room.cut_bottom(action_height(ui, type));
    room.cut_bottom(ui.px(zone_gap));
    draw_grid(ui, room, frame);
    draw_action(ui, action, type, next_action(frame.snapshot, frame.view));
}

}  // namespace stapel::app
