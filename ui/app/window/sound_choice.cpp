#include "ui/app/window/sound_choice.hpp"

#include <algorithm>

namespace stapel::app {
namespace {

/// A run's verdict, or a trouble of the jig: each once.
bool has_new_state(const SiteSnapshot& before, const SiteSnapshot& after, SiteState state) {
    return after.state == state && (before.state != state || before.run != after.run);
}

bool asks_anew(const SiteSnapshot& before, const SiteSnapshot& after) {
    if (!after.prompt) return false;
    return !before.prompt || before.run != after.run || before.prompt->step != after.prompt->step;
}

std::optional<Sound> sound_of(const SiteSnapshot& before, const SiteSnapshot& after) {
    if (has_new_state(before, after, SiteState::fail)) return Sound::fail;
    if (has_new_state(before, after, SiteState::trouble)) return Sound::fail;
    if (asks_anew(before, after)) return Sound::attention;
    if (has_new_state(before, after, SiteState::pass)) return Sound::pass;
    return std::nullopt;
}

/// `Sound` begins with the most urgent one.
std::optional<Sound> more_urgent(std::optional<Sound> one, std::optional<Sound> other) {
    return one && other ? std::min(*one, *other) : one ? one : other;
}

}  // namespace

std::optional<Sound> sound_between(const Snapshot& before, const Snapshot& after) {
    std::optional<Sound> sound;
    if (before.records_problem.empty() && !after.records_problem.empty()) sound = Sound::attention;
    for (const auto& site : after.sites)
        if (const auto* earlier = find_site(before, site.site)) sound = more_urgent(sound, sound_of(*earlier, site));
    return sound;
}

}  // namespace stapel::app
