#include "ui/app/screens/measurement_text.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/site_parts.hpp"
#include "ui/app/screens/state_look.hpp"

#include <imgui.h>

#include <string>

namespace stapel::app {
namespace {

constexpr float gap = 16;  // at 100 %

// The state's mark and word on its colour, as on the operator's screen.
void draw_state(const Ui& ui, SiteState state) {
    const auto& look = look_of(state);
    const auto text = marked(look, look.word, ui.language());
    const auto padding = ImGui::GetStyle().FramePadding;
    const float width = ui.width_of(Type::heading, text) + 2 * padding.x;
    const float height = ui.font(Type::heading)->FontSize + padding.y;
    const auto corner = ImGui::GetCursorScreenPos();
    const ImVec2 end(corner.x + width, corner.y + height);
    ImGui::GetWindowDrawList()->AddRectFilled(corner, end, packed(look.fill), ui.px(4));
    ImGui::GetWindowDrawList()->AddRect(corner, end, packed(look.edge), ui.px(4), 0, ui.px(2));
    ImGui::SetCursorScreenPos({corner.x + padding.x, corner.y + padding.y / 2});
    const Ink ink(look.ink);
    ui.label("site-state", Type::heading, text);
    ImGui::SameLine(0, 2 * padding.x);
}

std::string run_words(const SiteSnapshot& site, Language language) {
    std::string text;
    if (site.attempt) text = filled("site.attempt", language, {std::to_string(*site.attempt)}) + "    ";
    if (!site.run.empty()) text += duration_text(to_ms(site.elapsed), language);
    return text;
}

// The number, the run at the right end, and the module's serial between them where it has room.
void draw_number(const Ui& ui, const SiteSnapshot& site, bool with_serial) {
    const auto run = run_words(site, ui.language());
    const float start = ImGui::GetContentRegionAvail().x, run_room = ui.width_of(Type::heading, run) + ui.px(gap);
    auto title = filled("site.title", ui.language(), {std::to_string(site.site)});
    const auto whole = title + "    " + site.serial;
    if (with_serial && ui.width_of(Type::heading, whole) + run_room <= start) title = whole;
    ui.fitted("site-title", Type::heading, title, start - run_room);
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.width_of(Type::heading, run));
    ui.label("site-run", Type::heading, run);
}

std::string identity_of(const SiteSnapshot& site) {
    const run::Label label = site.next_label.value_or(run::Label{site.imei, site.iccid, site.serial});
    std::string text = label.serial;
    if (!label.imei.empty()) text += (text.empty() ? "IMEI " : "    IMEI ") + label.imei;
    if (!label.iccid.empty()) text += (text.empty() ? "ICCID " : "    ICCID ") + label.iccid;
    return text;
}

void draw_module(const Ui& ui, const SiteSnapshot& site) {
    const auto identity = identity_of(site);
    std::string text = identity.empty() ? ui.text("site.no-module") : filled("site.serial", ui.language(), {identity});
    if (!site.waits_for.empty()) text += "    " + filled("site.waits", ui.language(), {channel_name(site.waits_for, ui.language())});
    ui.fitted("site-module", Type::body, text, ImGui::GetContentRegionAvail().x);
}

}  // namespace

void draw_site_header(const Ui& ui, const SiteSnapshot& site, bool brief) {
    draw_state(ui, site.state);
    draw_number(ui, site, brief);
    if (!brief) draw_module(ui, site);
}

}  // namespace stapel::app
