#include "ui/app/screens/attention.hpp"

#include <algorithm>

namespace stapel::app {
namespace {

const SiteSnapshot* chosen_or_first(const Snapshot& snapshot, const View& view, auto wanted) {
    const auto* chosen = find_site(snapshot, view.chosen_site);
    if (chosen != nullptr && wanted(*chosen)) return chosen;
    const auto found = std::ranges::find_if(snapshot.sites, wanted);
    return found == snapshot.sites.end() ? nullptr : &*found;
}

}  // namespace

const SiteSnapshot* site_that_asks(const Snapshot& snapshot, const View& view) {
    return chosen_or_first(snapshot, view, [](const SiteSnapshot& site) { return site.prompt.has_value(); });
}

const SiteSnapshot* site_to_acknowledge(const Snapshot& snapshot, const View& view) {
    return chosen_or_first(snapshot, view, [](const SiteSnapshot& site) { return site.must_acknowledge; });
}

const SiteSnapshot* site_in_trouble(const Snapshot& snapshot, const View& view) {
    return chosen_or_first(snapshot, view, [](const SiteSnapshot& site) { return site.state == SiteState::trouble; });
}

const SiteSnapshot* site_that_is_free(const Snapshot& snapshot, const View& view) {
    return chosen_or_first(snapshot, view, [](const SiteSnapshot& site) {
        return site.state != SiteState::running && site.state != SiteState::manual;
    });
}

std::optional<std::string> choice_of_digit(const Snapshot& snapshot, const View& view, int digit) {
    const auto* site = site_that_asks(snapshot, view);
    if (site == nullptr || digit < 1 || static_cast<std::size_t>(digit) > site->prompt->choices.size()) return std::nullopt;
    return site->prompt->choices[static_cast<std::size_t>(digit - 1)];
}

bool can_start(const SiteSnapshot& site) {
    return site.state != SiteState::running && site.state != SiteState::manual && !site.must_acknowledge;
}

bool can_stop(const SiteSnapshot& site) { return site.state == SiteState::running; }

bool can_scrap(const SiteSnapshot& site) {
    const bool ended = site.state == SiteState::pass || site.state == SiteState::fail || site.state == SiteState::trouble ||
                       site.state == SiteState::stopped;
    return ended && !(site.serial.empty() && site.imei.empty() && site.iccid.empty());
}

bool any_runs(const Snapshot& snapshot) { return std::ranges::any_of(snapshot.sites, can_stop); }

}  // namespace stapel::app
