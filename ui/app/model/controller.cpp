#include "ui/app/model/controller.hpp"

#include "ui/app/look/texts.hpp"
#include "ui/app/model/key_of.hpp"
#include "ui/app/model/local_day.hpp"

#include <utility>
#include <variant>

namespace stapel::app {
namespace {

std::vector<InstrumentQueue> named(std::vector<std::pair<std::string, std::vector<run::LeaseHolder>>> queues) {
    std::vector<InstrumentQueue> instruments;
    for (auto& [instrument, queue] : queues) instruments.push_back({std::move(instrument), std::move(queue)});
    return instruments;
}

}  // namespace

Controller::Controller(Setup setup)
    : setup_(std::move(setup)), session_(setup_.session), board_(setup_.board),
      wire_(std::make_shared<Wire>(board_, setup_.wake)), snapshot_(board_.snapshot()),
      clerk_({.session = session_, .work = board_.setup().work, .wake = [wire = wire_] { wire->wake(); }}) {}

session::Session::Links Controller::links() const {
    return {.observer = [wire = wire_](const run::Event& event) { wire->on_event(event); },
            .changed = [wire = wire_] { wire->on_change(); },
            .hold_until_acknowledged = true};
}

void Controller::update(View& view) {
    board_.listen();
    look();
    for (auto& report : clerk_.reports()) std::visit([&](auto& one) { take(std::move(one), view); }, report);
    snapshot_ = board_.snapshot();
    ask_past();
    ask_earlier();
    if (const auto site = tape_.due(*snapshot_, view)) clerk_.ask(ReadTape{*site});
}

void Controller::look() {
    board_.know_records_problem(session_.writer().failed());
    if (!wire_->take_change()) return;
    const auto& station = session_.station();
    board_.look(station.sites(), named(station.instruments()));
}

/// After every run, and when a day has begun.
void Controller::ask_past() {
    const auto today = local_midnight(snapshot_->utc);
    if (past_under_way_ || (runs_in_past_ == board_.runs_ended() && today_began_ == today)) return;
    past_under_way_ = true;
    today_began_ = today;
    runs_in_past_ = board_.runs_ended();
    clerk_.ask(ReadPast{today});
}

/// As soon as a run's module is known by a name.
void Controller::ask_earlier() {
    for (const auto& site : snapshot_->sites) {
        const auto key = key_of(site);
        if (site.run.empty() || key.empty()) continue;
        auto asked = site.run + " " + key;
        if (std::exchange(earlier_asked_[site.site], asked) != asked) clerk_.ask(ReadEarlier{site.site, site.run, key});
    }
}

void Controller::take(UnitsFound report, View&) {
    if (report.text != answers_.search) return;  // somebody has searched for something else since
    answers_.searching = false;
    answers_.found = std::move(report.units);
    answers_.problem = std::move(report.problem);
}

void Controller::take(UnitShown report, View&) {
    answers_.unit = std::move(report.unit);
    answers_.unit_tape = std::move(report.tape);
    answers_.unit_tape_run = std::move(report.tape_run);
    answers_.problem = std::move(report.problem);
}

void Controller::take(PortsSeen report, View&) {
    answers_.ports = std::move(report.ports);
    answers_.looking_at_ports = false;
}

void Controller::take(PastRead report, View&) {
    past_under_way_ = false;
    if (!report.problem.empty()) return log_problem("today's numbers", report.problem);
    board_.know_today(report.today);
    board_.know_series(std::move(report.series));
}

void Controller::take(EarlierRead report, View&) {
    if (!report.problem.empty()) return log_problem("earlier runs", report.problem);
    board_.know_earlier(report.site, report.run, std::move(report.earlier));
}

void Controller::take(TapeRead report, View&) { tape_.take(report.site, std::move(report.tape)); }

void Controller::take(const SheetMade& report, View& view) {
    const auto language = view.preferences.language;
    if (!report.problem.empty()) view.notice = filled("notice.no-sheet", language, {report.problem});
    else view.notice = filled(report.printed ? TextKey("notice.sheet-printed") : TextKey("notice.sheet"), language, {report.file});
}

void Controller::take(const Scrapped& report, View& view) {
    const auto language = view.preferences.language;
    if (report.problem.empty()) view.notice = filled("notice.scrapped", language, {report.module});
    else view.notice = filled("notice.not-scrapped", language, {report.module, report.problem});
}

void Controller::log_problem(const std::string& what, const std::string& problem) {
    wire_->on_event({.time = session_.clock().utc(), .site = {}, .run = {}, .body = run::Log{"warning", what + ": " + problem}});
}

}  // namespace stapel::app
