#include "station/run/station.hpp"

#include <utility>

namespace stapel::run {

Station::Station(StationSetup setup, const Clock& clock, records::Writer& writer, Observer observer)
    : setup_(std::move(setup)), writer_(writer), leases_(shared_instruments(setup_.fixture)) {
    for (const auto& wiring : setup_.fixture.sites) {
        Site::Links links{setup_, clock, writer, leases_, observer, [this](int, const Verdict& verdict) { count(verdict); }};
        sites_.emplace(wiring.site, std::make_unique<Site>(wiring, std::move(links)));
    }
}

void Station::start() {
    for (auto& [number, site] : sites_) site->start();
}

bool Station::scan(int site, Label label) {
    const auto found = sites_.find(site);
    if (found == sites_.end()) return false;
    found->second->scan(std::move(label));
    return true;
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
