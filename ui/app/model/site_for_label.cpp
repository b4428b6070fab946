#include "ui/app/model/site_for_label.hpp"

#include <algorithm>

namespace stapel::app {
namespace {

const SiteSnapshot* first_site(const Snapshot& snapshot, auto wanted) {
    const auto found = std::ranges::find_if(snapshot.sites, wanted);
    return found == snapshot.sites.end() ? nullptr : &*found;
}

bool is_free(const SiteSnapshot& site) {
    return site.state != SiteState::running && site.state != SiteState::manual && !site.must_acknowledge;
}

bool same(const std::string& one, const std::string& other) { return !one.empty() && one == other; }

bool is_of(const run::Label& label, const run::Label& module) {
    return same(label.serial, module.serial) || same(label.imei, module.imei) || same(label.iccid, module.iccid);
}

}  // namespace

const SiteSnapshot* site_for_label(const Snapshot& snapshot, int chosen_site) {
    const auto* chosen = find_site(snapshot, chosen_site);
    if (chosen != nullptr && is_free(*chosen)) return chosen;
    return first_site(snapshot, is_free);
}

const SiteSnapshot* site_of_module(const Snapshot& snapshot, const run::Label& label, int chosen_site) {
    return first_site(snapshot, [&](const SiteSnapshot& site) {
        const bool waits = site.next_label && is_of(label, *site.next_label) && site.site != chosen_site;
        const bool runs = site.state == SiteState::running && is_of(label, {site.imei, site.iccid, site.serial});
        return waits || runs;
    });
}

bool waits_for_start(const SiteSnapshot& site) {
    return site.state == SiteState::ready && site.jig.occupied && site.jig.lid_closed;
}

}  // namespace stapel::app
