#include "ui/app/model/site_story.hpp"

#include <utility>
#include <variant>

namespace stapel::app {
namespace {

/// What of a run's event belongs to its story.
struct Telling {
    RunStory& story;
    TimePoint at;

    void operator()(const run::RunStarted&) const {}
    void operator()(const run::Log&) const {}
    void operator()(const run::RunFinished& finished) const { story.hear(finished, at); }
    void operator()(const auto& step) const { story.hear(step); }
};

void name_as_labelled(SiteSnapshot& site, const run::Label& label) {
    if (site.serial.empty()) site.serial = label.serial;
    if (site.imei.empty()) site.imei = label.imei;
    if (site.iccid.empty()) site.iccid = label.iccid;
}

}  // namespace

SiteStory::SiteStory(int site, const std::vector<PlannedStep>& plan) : site_(site), plan_(plan), view_{.site = site}, last_(plan) {}

SiteStory::Told SiteStory::hear(const run::Event& event, TimePoint at) {
    const bool ends = std::holds_alternative<run::RunFinished>(event.body);
    if (const auto* started = std::get_if<run::RunStarted>(&event.body)) {
        begin(event, *started, at);
    } else if (!event.run.empty() && event.run == last_.run()) {
        std::visit(Telling{last_, at}, event.body);
        return ends ? Told::end_of_run : Told::nothing;
    } else if (ends && event.run == hand_run_) {
        hand_run_.clear();
    }
    return Told::nothing;
}

void SiteStory::begin(const run::Event& event, const run::RunStarted& started, TimePoint at) {
    if (started.by == run::By::hand) {
        hand_run_ = event.run;
        hand_started_ = at;
    } else {
        last_ = RunStory(plan_, event.run, started, at);
        put_away_ = lid_opened_ = false;
    }
}

/// A verdict belongs to the module in the nest: it goes when the module does.
void SiteStory::look(run::SiteView view) {
    view_ = std::move(view);
    if (last_.is_open() || view_.phase == run::Phase::running) return;
    lid_opened_ = lid_opened_ || !view_.jig.lid_closed || view_.jig_away;
    put_away_ = put_away_ || (lid_opened_ && !view_.jig.occupied) || view_.jig_away;
}

void SiteStory::know_earlier(const std::string& run, std::vector<EarlierRun> earlier) {
    earlier_of_ = run;
    earlier_ = std::move(earlier);
}

bool SiteStory::is_busy() const {
    const auto now = state();
    return now == SiteState::running || now == SiteState::manual;
}

/// The run's first event is still on its way.
bool SiteStory::is_starting() const { return view_.phase == run::Phase::running && !last_.is_open(); }

/// A run whose records are lost is told no end.
std::optional<Code> SiteStory::trouble_outside_runs() const {
    const bool ended = view_.phase == run::Phase::ended;
    if (last_.is_open()) return ended ? std::optional(Code::records_lost) : std::nullopt;
    return view_.jig_away && view_.phase == run::Phase::waiting ? std::optional(Code::jig_silent) : std::nullopt;
}

SiteState SiteStory::state() const {
    if (view_.phase == run::Phase::manual) return SiteState::manual;
    if (trouble_outside_runs()) return SiteState::trouble;
    if (last_.is_open() || is_starting()) return SiteState::running;
    if (view_.phase == run::Phase::unacknowledged) return last_.verdict().value_or(SiteState::trouble);
    if (last_.verdict() && !put_away_) return *last_.verdict();
    return view_.next_label || view_.jig.occupied ? SiteState::ready : SiteState::empty;
}

SiteSnapshot SiteStory::snapshot(TimePoint now) const {
    auto site = shown(now);
    site.site = site_;
    site.state = state();
    site.next_label = view_.next_label;
    site.jig = view_.jig;
    site.waits_for = view_.waits_for;
    return site;
}

SiteSnapshot SiteStory::shown(TimePoint now) const {
    if (view_.phase == run::Phase::manual) return by_hand(now);
    auto site = is_starting() ? RunStory(plan_).told(now) : last_.told(now);
    if (view_.phase == run::Phase::running) name_as_labelled(site, view_.label);
    site.must_acknowledge = view_.phase == run::Phase::unacknowledged && !last_.is_open();
    if (!site.run.empty() && site.run == earlier_of_) site.earlier = earlier_;
    if (const auto code = trouble_outside_runs()) {
        site.code = text_of(*code).number;
        site.failed_step.clear();
        site.detail.clear();
    }
    return site;
}

SiteSnapshot SiteStory::by_hand(TimePoint now) const {
    SiteSnapshot site;
    site.run = hand_run_;
    if (hand_run_.empty()) return site;
    site.started = hand_started_;
    site.elapsed = now - hand_started_;
    return site;
}

}  // namespace stapel::app
