#include "ui/app/model/tape_watch.hpp"

#include <utility>

using namespace std::chrono_literals;

namespace stapel::app {
namespace {

constexpr auto least_pause = 250ms;

bool shows_tape(Screen screen) { return screen == Screen::site || screen == Screen::engineer; }
bool moves(const SiteSnapshot& site) { return site.state == SiteState::running || site.state == SiteState::manual; }

}  // namespace

std::optional<int> TapeWatch::due(const Snapshot& snapshot, const View& view) {
    const auto* site = find_site(snapshot, view.chosen_site);
    if (!shows_tape(view.screen) || site == nullptr) return std::nullopt;
    Moment moment{site->site, site->run, site->state};
    if (!asked_for_ || asked_for_->site != site->site) tape_.clear();
    if (under_way_ || (!moves(*site) && moment == asked_for_)) return std::nullopt;
    const bool same_site = asked_for_ && asked_for_->site == site->site;
    if (same_site && snapshot.now - asked_at_ < least_pause) return std::nullopt;
    asked_for_ = std::move(moment);
    asked_at_ = snapshot.now;
    under_way_ = true;
    return site->site;
}

void TapeWatch::take(int site, LiveTape tape) {
    under_way_ = false;
    if (asked_for_ && asked_for_->site == site) tape_ = std::move(tape);
}

}  // namespace stapel::app
