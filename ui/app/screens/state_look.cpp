#include "ui/app/screens/state_look.hpp"

#include <array>

namespace stapel::app {
namespace {

// One line a state, in the order of `SiteState`. Both solid colours are for what a person has to take out of the nest.
constexpr std::array looks{
    StateLook{"", "state.empty", "state.empty", theme::empty, theme::ink, theme::empty_frame, 2},
    StateLook{"▼", "state.ready", "state.short.ready", theme::white, theme::ink, theme::ink, 2},
    StateLook{"▶", "state.running", "state.short.running", theme::running, theme::ink, theme::running_frame, 4},
    StateLook{"✓", "state.pass", "state.pass", theme::pass, theme::white, theme::pass, 0},
    StateLook{"✗", "state.fail", "state.fail", theme::fail, theme::white, theme::fail, 6, true},
    StateLook{"!", "state.trouble", "state.trouble", theme::trouble, theme::trouble_ink, theme::trouble_ink, 4},
    StateLook{"■", "state.stopped", "state.short.stopped", theme::empty, theme::ink, theme::ink, 4},
    StateLook{"!", "state.manual", "state.short.manual", theme::white, theme::ink, theme::trouble_ink, 4},
};

}  // namespace

const StateLook& look_of(SiteState state) { return looks[static_cast<std::size_t>(state)]; }

std::string marked(const StateLook& look, TextKey word, Language language) {
    std::string text(look.mark);
    if (!text.empty()) text += ' ';
    return text.append(word.in(language));
}

}  // namespace stapel::app
