#include "station/run/station.hpp"

#include <utility>

namespace stapel::run {
namespace {

/// The instrument for which the site stands in a queue behind its holder.
std::string waits_for(int site, const std::vector<std::pair<std::string, std::vector<LeaseHolder>>>& queues) {
    for (const auto& [instrument, queue] : queues)
        for (std::size_t place = 1; place < queue.size(); ++place)
            if (queue[place].site == site) return instrument;
    return {};
}

}  // namespace

Station::Station(StationSetup setup, const Clock& clock, records::Writer& writer, Observer observer)
    : setup_(std::move(setup)), writer_(writer),
      leases_(shared_instruments(setup_.fixture), [this] { tell_change(); }) {
    for (const auto& wiring : setup_.fixture.sites) {
        Site::Links links{setup_, clock, writer, leases_, observer, [this](int, const Verdict& verdict) { count(verdict); },
                          [this] { tell_change(); }};
        sites_.emplace(wiring.site, std::make_unique<Site>(wiring, std::move(links)));
    }
}

void Station::start() {
    for (auto& [number, site] : sites_) site->start();
}

void Station::stop() {
    for (auto& [number, site] : sites_) site->stop();
}

Summary Station::wait() {
    for (auto& [number, site] : sites_) site->join();
    const std::lock_guard lock(mutex_);
    summary_.records_lost = summary_.records_lost || !writer_.failed().empty();
    return summary_;
}

bool Station::scan(int site, Label label) {
    auto* const found = find(site);
    if (found != nullptr) found->gate().scan(std::move(label));
    return found != nullptr;
}

bool Station::rescan(int site, Label label) {
    auto* const found = find(site);
    if (found != nullptr) found->gate().rescan(std::move(label));
    return found != nullptr;
}

std::string Station::start_run(int site) {
    auto* const found = find(site);
    return found != nullptr ? found->gate().start_run() : "no_site";
}

bool Station::stop_run(int site) {
    auto* const found = find(site);
    return found != nullptr && found->stop_run();
}

bool Station::acknowledge(int site) {
    auto* const found = find(site);
    return found != nullptr && found->gate().acknowledge();
}

bool Station::answer(int site, std::string choice) {
    auto* const found = find(site);
    return found != nullptr && found->question().answer(choice);
}

void Station::no_more_answers(int site) {
    if (auto* const found = find(site)) found->question().close();
}

std::string Station::manual_begin(int site) {
    auto* const found = find(site);
    return found != nullptr ? found->gate().manual_begin() : "no_site";
}

bool Station::manual_send(int site, std::string message) {
    auto* const found = find(site);
    return found != nullptr && found->order({.kind = HandOrder::Kind::say, .message = std::move(message)});
}

bool Station::manual_end(int site) {
    auto* const found = find(site);
    return found != nullptr && found->order({.kind = HandOrder::Kind::end});
}

std::vector<SiteView> Station::sites() const {
    const auto queues = leases_.queues();
    std::vector<SiteView> views;
    for (const auto& [number, site] : sites_) {
        views.push_back(site->view());
        views.back().waits_for = waits_for(number, queues);
    }
    return views;
}

std::vector<std::pair<std::string, std::vector<LeaseHolder>>> Station::instruments() const { return leases_.queues(); }

std::vector<transport::TapeEntry> Station::tape(int site) const {
    const auto* const found = find(site);
    return found != nullptr ? found->tape() : std::vector<transport::TapeEntry>();
}

void Station::on_change(std::function<void()> changed) {
    const std::lock_guard lock(change_mutex_);
    changed_ = std::move(changed);
}

// The jigs' threads look before anybody has asked to be told.
void Station::tell_change() const {
    const std::lock_guard lock(change_mutex_);
    if (changed_) changed_();
}

Site* Station::find(int site) const {
    const auto found = sites_.find(site);
    return found != sites_.end() ? found->second.get() : nullptr;
}

void Station::count(const Verdict& verdict) {
    const bool lost = verdict.code == text_of(Code::records_lost).number;
    if (lost)
        for (auto& [number, site] : sites_) site->end_after_run();
    const std::lock_guard lock(mutex_);
    switch (verdict.outcome) {
        case Outcome::pass: ++summary_.passed; break;
        case Outcome::fail: ++summary_.failed; break;
        case Outcome::aborted: ++summary_.aborted; break;
        case Outcome::skipped:
        case Outcome::error: ++summary_.errors; break;
    }
    if (lost) summary_.records_lost = true;
}

}  // namespace stapel::run
