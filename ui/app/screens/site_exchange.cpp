#include "ui/app/look/keys.hpp"
#include "ui/app/screens/engineer_timeline.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/screen_cache.hpp"
#include "ui/app/screens/site_parts.hpp"
#include "ui/app/screens/tape_lines.hpp"

#include <imgui.h>

#include <algorithm>
#include <string>
#include <vector>

namespace stapel::app {
namespace {

/// One of the row: a pane, or the exchange of one channel.
struct Choice {
    SitePane pane = SitePane::tape;
    std::string channel, name, label;
};

// The site's own channels have a place each, used or not; others come with their first byte.
std::vector<std::string> channels_of(const LiveTape& tape) {
    std::vector<std::string> channels{"host", "modem", "meter", "control"};
    for (auto& lane : lanes_of(tape))
        if (std::ranges::find(channels, lane) == channels.end()) channels.push_back(std::move(lane));
    return channels;
}

std::vector<Choice> choices_of(const Ui& ui, const Frame& frame, const SiteSnapshot& site, bool with_step) {
    std::vector<Choice> choices;
    if (with_step) choices.push_back({SitePane::step, "", "pane-step", ui.text("site.pane-step")});
    choices.push_back({SitePane::tape, "", "channel-all", ui.text("site.channel-all")});
    for (const auto& channel : channels_of(frame.tape))
        choices.push_back({SitePane::tape, channel, "channel-" + channel, channel_name(channel, ui.language())});
    choices.push_back({SitePane::earlier, "", "pane-earlier",
                       filled("site.pane-earlier", ui.language(), {std::to_string(site.earlier.size())})});
    return choices;
}

SitePane shown_pane(const View& view, bool with_step) {
    return !with_step && view.site_pane == SitePane::step ? SitePane::tape : view.site_pane;
}

bool is_shown(const Choice& choice, const View& view, bool with_step) {
    const auto pane = shown_pane(view, with_step);
    return choice.pane == pane && (pane != SitePane::tape || choice.channel == view.channel_filter);
}

void choose(const Choice& choice, View& view) {
    view.site_pane = choice.pane;
    if (choice.pane == SitePane::tape) view.channel_filter = choice.channel;
}

void choose_by_key(const std::vector<Choice>& choices, View& view, bool with_step) {
    if (!control_held()) return;
    const int step = (key_pressed(Key::right) ? 1 : 0) - (key_pressed(Key::left) ? 1 : 0);
    const auto now = std::ranges::find_if(choices, [&](const Choice& one) { return is_shown(one, view, with_step); });
    const auto next = now - choices.begin() + step;
    if (step != 0 && next >= 0 && next < std::ssize(choices)) choose(choices[static_cast<std::size_t>(next)], view);
}

void draw_tape(const Ui& ui, const Frame& frame) {
    const auto& channel = frame.view.channel_filter;
    const auto& lines = cache_of(frame.view).tape_lines.of(frame.tape, channel);
    if (lines.empty()) {
        const Ink ink(theme::faint_ink);
        return ui.wrapped("no-tape", Type::body, ui.text("site.no-tape"));
    }
    if (channel == "meter" && std::ranges::any_of(lines, &TapeLine::without_parity)) {
        const Ink ink(theme::faint_ink);
        ui.label("no-parity", Type::small, ui.text("site.no-parity"));
    }
    draw_tape_lines(ui, lines, {.with_channel = channel.empty(), .live = true});
}

}  // namespace

void draw_exchange_choices(const Ui& ui, const Frame& frame, const SiteSnapshot& site, bool with_step) {
    const auto choices = choices_of(ui, frame, site, with_step);
    choose_by_key(choices, frame.view, with_step);
    for (const auto& choice : choices)
        if (tab(ui, choice.name, choice.label, is_shown(choice, frame.view, with_step), &choice == choices.data()))
            choose(choice, frame.view);
}

void draw_exchange(const Ui& ui, const Frame& frame, const SiteSnapshot& site) {
    if (frame.view.site_pane == SitePane::earlier) draw_earlier_runs(ui, site);
    else draw_tape(ui, frame);
}

}  // namespace stapel::app
