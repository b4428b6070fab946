#include "tests/ui/app/support/samples.hpp"

#include "tests/ui/app/support/identities.hpp"
#include "tests/ui/app/support/line_steps.hpp"
#include "tests/ui/app/support/sample_answers.hpp"
#include "tests/ui/app/support/sample_sites.hpp"
#include "tests/ui/app/support/sample_tape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <utility>

using namespace std::chrono_literals;

namespace stapel::app::test {
namespace {

Work sample_work() {
    Work work;
    work.station = "ST-1";
    work.fixture = "line-a";
    work.plan = "nb02-line";
    work.plan_version = 2;
    work.plan_sha256 = "2d3f8c1b9c0a4e57a8d6f1e0b7c4a9923e5d6f708192a3b4c5d6e7f8091a2b3c";
    work.operation = "line";
    work.module = "NB02";
    work.firmware = "nb02.hex";
    work.firmware_sha256 = "8e40a7c15b0f4a7d9d12c6e7f80b3a4419c5d2e6f7081b2a3c4d5e6f70819a2b";
    work.operator_id = "Иванова А. П.";
    work.order_no = "ЗК-2026-118";
    work.order_done = 1284;
    work.order_total = 2000;
    work.program_version = "0.1.0";
    work.database = "/var/lib/stapel/station.db";
    return work;
}

UtcTime seconds_ago(int seconds) { return sample_utc() - std::chrono::seconds(seconds); }

std::vector<LogLine> sample_log() {
    return {{seconds_ago(1203), {}, "info", "station ST-1, fixture line-a, plan nb02-line version 2"},
            {seconds_ago(1202), {}, "info", "records in /var/lib/stapel/station.db: chain of 48 213 runs"},
            {seconds_ago(640), 2, "warning", "channel host: 3 bytes before the answer were thrown away"},
            {seconds_ago(311), 3, "info", "step link: try 2 from boot-again"},
            {seconds_ago(97), 3, "error", "E-254 The module sends wrong block checks to its meter: BCC 5E expected, 24 received"},
            {seconds_ago(83), 4, "info", "an engineer drives the jig by hand"},
            {seconds_ago(61), 4, "manual", "4.002"},
            {seconds_ago(12), 1, "warning", "records are 80 ms behind"},
            {seconds_ago(2), {}, "info", "gsm_modem: leased to site 1, site 2 waits"}};
}

std::vector<InstrumentQueue> sample_queues() {
    return {{"gsm_modem", {{1, "step transceiver-signal"}, {2, "step transceiver-signal"}}},
            {"label_printer", {}}};
}

std::string state_name(SiteState state) {
    switch (state) {
        case SiteState::empty: return "empty";
        case SiteState::ready: return "ready";
        case SiteState::running: return "running";
        case SiteState::pass: return "pass";
        case SiteState::fail: return "fail";
        case SiteState::trouble: return "trouble";
        case SiteState::stopped: return "stopped";
        case SiteState::manual: return "manual";
    }
    return "";
}

Sample plain(std::string name, Snapshot snapshot) {
    Sample sample{.name = std::move(name), .snapshot = std::move(snapshot)};
    sample.view.chosen_site = 1;
    return sample;
}

/// The operator's screen with as many sites as it may have.
std::vector<Sample> operator_samples() {
    std::vector<Sample> samples;
    for (const int sites : {1, 4, 8, 16, 32}) samples.push_back(plain(fmt::format("operator-{}", sites), busy_station(sites)));
    auto idle = plain("operator-idle", station_of({site_in(SiteState::empty, 1), site_in(SiteState::empty, 2)}));
    idle.snapshot.today = {};
    samples.push_back(std::move(idle));
    return samples;
}

/// Site 2 of four is in that state and is chosen; its neighbours run.
Sample state_sample(SiteState state) {
    auto sample = plain("state-" + state_name(state),
                        station_of({running_site(1, 12), site_in(state, 2), running_site(3, 7), running_site(4, 15)}));
    sample.view.chosen_site = 2;
    return sample;
}

std::vector<Sample> state_samples() {
    using enum SiteState;
    std::vector<Sample> samples;
    for (const auto state : {empty, ready, running, pass, fail, trouble, stopped, manual}) samples.push_back(state_sample(state));
    return samples;
}

Sample lost_records() {
    auto sample = plain("records-lost", busy_station(4));
    sample.snapshot.records_problem = "/var/lib/stapel/station.db: no space left on device";
    return sample;
}

Sample kiosk() {
    auto sample = plain("kiosk", busy_station(4));
    sample.view.kiosk = true;
    return sample;
}

Sample help() {
    auto sample = plain("help", busy_station(4));
    sample.view.help = true;
    return sample;
}

Sample prompt() {
    auto asking = running_site(2, 18);
    asking.prompt = run::Prompt{.step = "inspection", .text_key = "led_green", .ru = "Светодиод модуля светится зелёным?",
                                .en = "Is the module's LED green?", .choices = {"yes", "no"}, .picture = {}};
    auto sample = plain("prompt", station_of({running_site(1, 12), asking, running_site(3, 7), running_site(4, 15)}));
    sample.view.chosen_site = 2;
    return sample;
}

Sample quit_question() {
    auto sample = plain("quit", busy_station(4));
    sample.view.asks_to_quit = true;
    return sample;
}

std::vector<Sample> overlay_samples() { return {lost_records(), kiosk(), help(), prompt(), quit_question()}; }

Sample site_sample(std::string name, SiteSnapshot chosen) {
    auto sample = plain(std::move(name), station_of({std::move(chosen), running_site(2, 7)}));
    sample.view.screen = Screen::site;
    sample.tape = sample_tape();
    return sample;
}

Sample engineer_sample() {
    auto sample = plain("engineer", station_of({running_site(1, 16), running_site(2, 16), site_in(SiteState::fail, 3),
                                                site_in(SiteState::manual, 4)}));
    sample.snapshot.sites[1].waits_for = "gsm_modem";
    sample.view.screen = Screen::engineer;
    sample.view.chosen_site = 4;
    sample.view.manual_talk = {{seconds_ago(61), 4, "MEAS:VOLT?"}};
    sample.tape = sample_tape();
    return sample;
}

std::vector<Sample> history_samples() {
    auto unit = plain("history", busy_station(4));
    unit.view.screen = Screen::history;
    unit.view.history_search = "S31";
    unit.view.history_step = 9;
    unit.answers = found_answers();
    auto nothing = plain("history-empty", busy_station(4));
    nothing.view.screen = Screen::history;
    nothing.view.history_search = nothing.answers.search = "863703000000009";
    return {unit, nothing};
}

Sample settings_sample() {
    auto sample = plain("settings", busy_station(2));
    sample.view.screen = Screen::settings;
    sample.answers.ports = sample_ports();
    return sample;
}

}  // namespace

Snapshot station_of(std::vector<SiteSnapshot> sites) {
    Snapshot snapshot;
    snapshot.work = sample_work();
    snapshot.today = {.passed = 184, .failed = 6, .troubled = 1, .first_pass_yield = 0.9684};
    snapshot.sites = std::move(sites);
    snapshot.instruments = sample_queues();
    snapshot.log = std::make_shared<const std::vector<LogLine>>(sample_log());
    snapshot.series = std::make_shared<const Series>(earlier_values());
    snapshot.now = sample_now();
    snapshot.utc = sample_utc();
    return snapshot;
}

Snapshot busy_station(int sites) {
    std::vector<SiteSnapshot> all;
    for (int site = 1; site <= sites; ++site) all.push_back(busy_site(site));
    return station_of(std::move(all));
}

std::vector<Sample> all_samples() {
    std::vector<Sample> samples;
    const auto append = [&](std::vector<Sample> more) { std::ranges::move(more, std::back_inserter(samples)); };
    append(operator_samples());
    append(state_samples());
    append(overlay_samples());
    append({site_sample("site-running", running_site(1, 11)), site_sample("site-fail", site_in(SiteState::fail, 1)),
            engineer_sample()});
    append(history_samples());
    append({settings_sample()});
    return samples;
}

Sample sample_named(const std::string& name) {
    for (auto& sample : all_samples())
        if (sample.name == name) return sample;
    throw std::out_of_range("no sample " + name);
}

void fix_time_zone() {
    setenv("TZ", "MSK-3", 1);
    tzset();
}

}  // namespace stapel::app::test
