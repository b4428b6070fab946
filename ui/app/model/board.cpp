#include "ui/app/model/board.hpp"

#include <algorithm>
#include <utility>
#include <variant>

using namespace std::chrono_literals;

namespace stapel::app {
namespace {

// How old a snapshot may become while nothing but time has changed.
constexpr Duration age_while_busy = 100ms, age_while_idle = 1s;

}  // namespace

Board::Board(BoardSetup setup, const Clock& clock) : setup_(std::move(setup)), clock_(clock) {
    for (const int site : setup_.sites) sites_.emplace(site, SiteStory(site, setup_.steps));
}

void Board::on_event(const run::Event& event) { heard_.post({event, clock_.now()}); }

void Board::listen() {
    for (const auto& heard : heard_.take_all()) hear(heard);
}

void Board::hear(const Heard& heard) {
    changed_ = true;
    (void)log_.hear(heard.event);
    const auto site = sites_.find(heard.event.site.value_or(0));
    if (site != sites_.end() && site->second.hear(heard.event, heard.at) == SiteStory::Told::end_of_run) ++runs_ended_;
}

void Board::look(std::vector<run::SiteView> sites, std::vector<InstrumentQueue> instruments) {
    changed_ = true;
    for (auto& view : sites) {
        const auto site = sites_.find(view.site);
        if (site != sites_.end()) site->second.look(std::move(view));
    }
    instruments_ = std::move(instruments);
}

void Board::know_records_problem(const std::string& problem) {
    changed_ = changed_ || problem != records_problem_;
    records_problem_ = problem;
}

void Board::know_today(const Today& today) {
    changed_ = true;
    today_ = today;
}

void Board::know_series(std::shared_ptr<const Series> series) {
    changed_ = true;
    series_ = std::move(series);
}

void Board::know_earlier(int site, const std::string& run, std::vector<EarlierRun> earlier) {
    changed_ = true;
    const auto found = sites_.find(site);
    if (found != sites_.end()) found->second.know_earlier(run, std::move(earlier));
}

std::shared_ptr<const Snapshot> Board::snapshot() {
    const auto now = clock_.now();
    if (is_due(now)) newest_ = made(now);
    return newest_;
}

bool Board::is_due(TimePoint now) const {
    if (changed_ || !newest_) return true;
    const bool busy = std::ranges::any_of(sites_, [](const auto& site) { return site.second.is_busy(); });
    return now - newest_->now >= (busy ? age_while_busy : age_while_idle);
}

std::shared_ptr<const Snapshot> Board::made(TimePoint now) {
    changed_ = false;
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->work = setup_.work;
    snapshot->today = today_;
    snapshot->records_problem = records_problem_;
    snapshot->sites.reserve(sites_.size());
    for (const auto& [number, site] : sites_) snapshot->sites.push_back(site.snapshot(now));
    snapshot->instruments = instruments_;
    snapshot->log = log_.lines();
    snapshot->series = series_;
    snapshot->now = now;
    snapshot->utc = clock_.utc();
    return snapshot;
}

}  // namespace stapel::app
