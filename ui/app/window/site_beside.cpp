#include "ui/app/window/site_beside.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>

namespace stapel::app {
namespace {

const Widget* tile_of(const std::vector<Widget>& widgets, int site) {
    const auto found = std::ranges::find(widgets, "site-" + std::to_string(site), &Widget::name);
    return found == widgets.end() ? nullptr : &*found;
}

std::optional<int> next_number(const Snapshot& snapshot, int site, int step) {
    const auto now = std::ranges::find(snapshot.sites, site, &SiteSnapshot::site);
    if (now == snapshot.sites.end()) return std::nullopt;
    const auto next = now - snapshot.sites.begin() + step;
    if (next < 0 || next >= std::ssize(snapshot.sites)) return std::nullopt;
    return snapshot.sites[static_cast<std::size_t>(next)].site;
}

/// The nearest tile of the same column; `way` 1: below.
std::optional<int> next_in_column(const Snapshot& snapshot, const std::vector<Widget>& widgets, int site, float way) {
    const auto* from = tile_of(widgets, site);
    if (from == nullptr) return std::nullopt;
    std::optional<int> nearest;
    float least = 0;
    for (const auto& other : snapshot.sites) {
        const auto* tile = tile_of(widgets, other.site);
        if (tile == nullptr || std::abs(tile->x - from->x) > from->width / 2) continue;
        const float distance = (tile->y - from->y) * way;
        if (distance <= 0 || (nearest && distance >= least)) continue;
        nearest = other.site;
        least = distance;
    }
    return nearest;
}

}  // namespace

std::optional<int> site_beside(const Snapshot& snapshot, const std::vector<Widget>& widgets, int site, Key arrow) {
    switch (arrow) {
        case Key::left: return next_number(snapshot, site, -1);
        case Key::right: return next_number(snapshot, site, 1);
        case Key::up: return next_in_column(snapshot, widgets, site, -1);
        case Key::down: return next_in_column(snapshot, widgets, site, 1);
        default: return std::nullopt;
    }
}

}  // namespace stapel::app
