#include "ui/app/screens/engineer_timeline.hpp"
#include "ui/app/screens/focus.hpp"
#include "ui/app/screens/history_parts.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/record_text.hpp"
#include "ui/app/screens/screen_cache.hpp"
#include "ui/app/screens/tape_lines.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace stapel::app {
namespace {

/// All channels, which is the empty name, then those of the tape.
std::vector<std::string> channels_of(const LiveTape& tape) {
    std::vector<std::string> channels{""};
    for (auto& lane : lanes_of(tape)) channels.push_back(std::move(lane));
    return channels;
}

void draw_channels(const Ui& ui, const std::vector<std::string>& channels, View& view) {
    const auto now = std::ranges::find(channels, view.history_channel);
    if (now == channels.end()) view.history_channel.clear();
    else if (has_keyboard(view, HistoryFocus::channel)) {
        const auto next = now - channels.begin() + sideways_by_key();
        if (next >= 0 && next < std::ssize(channels)) view.history_channel = channels[static_cast<std::size_t>(next)];
    }
    for (const auto& channel : channels) {
        const bool all = channel.empty();
        const bool chosen = view.history_channel == channel;
        const auto* mark = chosen && has_keyboard(view, HistoryFocus::channel) ? "▶ " : "";
        const auto label = all ? std::string(ui.text("history.all-channels")) : channel_name(channel, ui.language());
        const auto name = all ? std::string("channel-all") : "channel-" + channel;
        if (!tab(ui, name, mark + label, chosen, all)) continue;
        view.history_channel = channel;
        view.history_focus = HistoryFocus::channel;
    }
}

/// Which run it is of: the newest that kept one, whichever is looked at.
void draw_origin(const Ui& ui, const Answers& answers) {
    const auto run = std::ranges::find(answers.unit->runs, answers.unit_tape_run, &records::RunRecord::run);
    if (run == answers.unit->runs.end()) return;
    hint(ui, filled("history.tape-of", ui.language(), {recorded_time_text(run->started_utc, ui.language())}));
}

}  // namespace

void draw_history_tape(const Ui& ui, const Frame& frame) {
    auto& view = frame.view;
    const auto& tape = frame.answers.unit_tape;
    if (!tape || tape->empty()) {
        const Ink ink(theme::faint_ink);
        return ui.wrapped("no-tape", Type::body, ui.text("history.no-tape"));
    }
    draw_channels(ui, channels_of(*tape), view);
    draw_origin(ui, frame.answers);
    const auto& lines = cache_of(view).history_lines.of(*tape, view.history_channel);
    view.history_step = std::max(view.history_step, 0);
    const auto to = moved_in_list(view, lines.size());
    if (to) view.history_step = *to;
    draw_tape_lines(ui, lines, {.with_channel = view.history_channel.empty(), .scroll_to = to});
}

}  // namespace stapel::app
