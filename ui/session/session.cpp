#include "ui/session/session.hpp"

#include "station/plan/plan.hpp"
#include "ui/session/load.hpp"
#include "ui/session/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace stapel::session {
namespace {

bool any_running(const run::Station& station) {
    return std::ranges::any_of(station.sites(), [](const auto& site) { return site.phase == run::Phase::running; });
}

std::string or_words(const std::string& text, const char* words) { return text.empty() ? words : text; }

}  // namespace

Session::Session(RunOptions options, const Clock& clock) : options_(std::move(options)), clock_(clock) {
    check_options();
    auto prepared = load_plan(options_.plan);
    auto masker = fill_in(prepared, options_.secrets);
    load_keys(prepared);
    auto fixture = open_fixture();
    const bool engineering = is_engineering(prepared.plan, fixture);
    take_release(prepared, fixture);
    for (const auto& text : options_.scans) scans_.push_back(parse_scan(text, fixture));
    open_records(fixture.virtual_);
    require_pool(prepared.plan, database_);
    setup_ = {.fixture = std::move(fixture), .prepared = std::move(prepared), .masker = std::move(masker),
              .operator_id = options_.operator_id, .units = options_.units, .program_version = STAPEL_VERSION,
              .engineering = engineering, .flash_journals = flash_journals_of(database_)};
}

Session::~Session() {
    stop();
    if (station_) (void)wait();
}

void Session::check_options() const {
    const bool on_bench = options_.bench.sites > 0;
    if (on_bench == !options_.fixture.empty()) throw UsageError("expected either --fixture FILE or --bench N");
    if (!on_bench && options_.bench.any_bench_only())
        throw UsageError("--seed, --fault, --pace and --chip belong to --bench: give them to `stapel bench`");
}

/// What has no signature goes into modules of no customer. A station that was never told whom to trust is an engineer's.
bool Session::is_engineering(const plan::Plan& plan, const run::FixtureFile& fixture) const {
    if (options_.engineering && fixture.virtual_)
        throw UsageError(
            "--engineering: expected a real fixture, found a virtual one, whose runs never count: leave it out");
    if (plan.image.empty() || fixture.virtual_ || options_.engineering) return options_.engineering;
    if (!trusts_somebody(fixture)) return true;
    throw UsageError(
        fmt::format("{}: expected `release:` with a signed release on a real fixture, found the unsigned image {}: "
                    "name a release, or give --engineering, and the runs are recorded as engineering",
                    plan.file, plan.image));
}

run::FixtureFile Session::open_fixture() {
    if (options_.bench.sites > 0) {
        auto settings = options_.bench;
        settings.speed = options_.speed.value_or(1.0);
        bench_.emplace(settings);
    }
    fixture_file_ = bench_ ? bench_->fixture_file() : options_.fixture;
    auto fixture = load_fixture(fixture_file_);
    if (options_.speed && !fixture.virtual_)
        throw UsageError("--speed: expected a virtual fixture, found a real one: modules cannot be sped up");
    fixture.speed = options_.speed.value_or(fixture.speed);
    return fixture;
}

Session::Scan Session::parse_scan(const std::string& text, const run::FixtureFile& fixture) {
    Scan scan;
    const auto colon = text.find(':');
    const auto* const end = text.data() + std::min(colon, text.size());
    const auto read = std::from_chars(text.data(), end, scan.site);
    const bool known = std::ranges::any_of(fixture.sites, [&](const auto& site) { return site.site == scan.site; });
    const auto label = colon == std::string::npos ? std::nullopt : run::parse_label(std::string_view(text).substr(colon + 1));
    if (read.ec != std::errc() || read.ptr != end || !known || !label)
        throw UsageError("--scan: expected SITE:LABEL such as 1:S000017 or 1:I863703001234567;C8970101123456789012;S000017 "
                         "with a site of the fixture, found \"" + text + "\"");
    scan.label = *label;
    return scan;
}

void Session::open_records(bool virtual_fixture) {
    database_ = database_file(options_.db, virtual_fixture);
    writer_ = std::make_unique<records::Writer>(database_, virtual_fixture ? records::Kind::bench : records::Kind::station, clock_);
}

void Session::log(std::string level, std::string text) const {
    if (observer_) observer_({.time = clock_.utc(), .site = {}, .run = {}, .body = run::Log{std::move(level), std::move(text)}});
}

void Session::log_beginning() const {
    log("info", bench_ ? fmt::format("seed {}", bench_->seed()) : "fixture " + setup_.fixture.name);
    for (const auto& cut : writer_->recovered())
        log("warning", fmt::format("run {} of module {} was interrupted at step {}", cut.run,
                                   or_words(cut.serial, "without serial"), or_words(cut.last_step, "none")));
    const auto& plan = setup_.prepared.plan;
    if (setup_.engineering && !options_.engineering)
        log("warning", fmt::format("the image {} is not signed and this station has no trust.yaml: its runs are recorded as "
                                   "engineering and count nowhere", plan.image));
    if (const auto warning = plan::warning_about(plan.settings, plan.file)) log("warning", to_text(*warning));
}

void Session::start(Links links) {
    observer_ = std::move(links.observer);
    setup_.hold_until_acknowledged = links.hold_until_acknowledged;
    log_beginning();
    const std::lock_guard lock(mutex_);
    station_ = std::make_unique<run::Station>(setup_, clock_, *writer_, [this](const run::Event& event) {
        if (observer_) observer_(event);
        if (bench_) bench_->on_event(event);
    });
    if (links.changed) station_->on_change(std::move(links.changed));
    for (const auto& scan : scans_) station_->scan(scan.site, scan.label);
    station_->start();
    if (stopped_) station_->stop();
    if (bench_) begin_work();
}

void Session::begin_work() {
    bench_->start_operator({.units = options_.units,
                            .scanned = [this](int site, const std::string& text) { scanned(site, text); },
                            .failed = [this](const std::string& why) { bench_failed(why); }});
}

/// A label given with --scan goes before the one that the virtual operator reads.
void Session::scanned(int site, const std::string& text) {
    const auto given = std::ranges::count(scans_, site, &Scan::site);
    if (scanned_[site]++ < given) return;
    if (auto label = run::parse_label(text)) station_->scan(site, std::move(*label));
}

void Session::bench_failed(const std::string& why) {
    log("error", "the bench: " + why);
    bench_failed_ = true;
    stop();
}

void Session::stop() {
    const std::lock_guard lock(mutex_);
    if (stopped_.exchange(true) || !station_) return;
    cut_a_run_ = any_running(*station_);
    station_->stop();
}

run::Summary Session::wait() {
    const auto summary = station_->wait();
    if (bench_) bench_->stop_operator();
    return summary;
}

bool Session::ended() const {
    return station_ && std::ranges::all_of(station_->sites(), [](const auto& site) { return site.phase == run::Phase::ended; });
}

Status Session::status(const run::Summary& summary) const {
    if (summary.records_lost) return Status::records;
    if (bench_failed_) return Status::fixture;
    const bool endless = options_.units == 0;
    if (endless ? cut_a_run_.load() : stopped_ || summary.aborted > 0) return Status::stopped;
    if (endless) return Status::ok;
    if (summary.errors > 0) return Status::fixture;
    return summary.failed > 0 ? Status::failed : Status::ok;
}

}  // namespace stapel::session
