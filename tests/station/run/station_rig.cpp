#include "tests/station/run/station_rig.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace stapel::test {
namespace {

void hang(const run::StepContext& context) { context.clock().sleep_until(TimePoint::max(), context.stop()); }

void by_label(run::StepContext& context) {
    const auto& serial = context.facts().label.serial;
    if (serial.starts_with("S1")) throw Failure(Code::boot_silent);
    if (serial.starts_with("S2")) hang(context);
}

void asks(run::StepContext& context) {
    context.measure("answer", context.ask({.step = {}, .text_key = "led", .ru = "Горит?", .en = "Is it on?",
                                           .choices = {"yes", "no"}, .picture = {}}));
}

void leases(run::StepContext& context) {
    const auto modem = context.instrument("gsm_modem", std::chrono::hours(1));
    hang(context);
}

void passes(run::StepContext&) {}

constexpr std::array answer{plan::MeasurementKind{.name = "answer", .unit = {}, .is_text = true}};
const plan::StepKind by_label_kind{.name = "test.by_label", .execute = by_label},
    asks_kind{.name = "test.asks", .measurements = answer, .execute = asks},
    leases_kind{.name = "test.leases", .execute = leases}, passes_kind{.name = "test.passes", .execute = passes};

plan::Step step(const std::string& id, const plan::StepKind& kind, Duration timeout) {
    plan::Step made;
    made.id = id;
    made.kind = &kind;
    made.timeout = timeout;
    return made;
}

run::PreparedPlan plan_of(const StationRig::Options& options) {
    const std::map<Duty, const plan::StepKind*> kinds{
        {Duty::by_label, &by_label_kind}, {Duty::asks, &asks_kind}, {Duty::leases, &leases_kind}};
    run::PreparedPlan prepared;
    prepared.plan.name = "test";
    prepared.plan.operation = "line";
    prepared.plan.main = {step("duty", *kinds.at(options.duty), options.timeout)};
    prepared.plan.teardown = {step("off", passes_kind, std::chrono::hours(1))};
    return prepared;
}

run::FixtureFile fixture_of(const bench::ServedBench& bench) {
    auto loaded = run::load_fixture(bench.directory() + "/fixture.yaml");
    if (!loaded.fixture) throw std::runtime_error("the bench's fixture file is wrong");
    return *std::move(loaded.fixture);
}

run::StationSetup setup_of(const StationRig::Options& options, const bench::ServedBench& bench) {
    return {.fixture = fixture_of(bench), .prepared = plan_of(options), .masker = run::Masker(options.secrets),
            .operator_id = {}, .units = options.units, .program_version = "test", .hold_until_acknowledged = options.hold};
}

}  // namespace

StationRig::StationRig(const Options& options)
    : bench(bench::bench_options(folder, options.sites)), database((folder.path() / "test.db").string()),
      writer(database, records::Kind::bench, system_clock()),
      station(setup_of(options, bench), system_clock(), writer, [this](const run::Event& event) { note(event); }) {}

StationRig::~StationRig() {
    station.stop();
    (void)station.wait();
}

void StationRig::next_module(int site) {
    lid(site, "open");
    bench.control().value("insert " + std::to_string(site));
    lid(site, "close");
}

void StationRig::scan(const std::string& serial, int site) {
    station.rescan(site, {.imei = {}, .iccid = {}, .serial = serial});
}

run::SiteView StationRig::site(int number) const { return station.sites().at(static_cast<std::size_t>(number) - 1); }

bool StationRig::reaches(run::Phase phase, int number) const {
    return bench::eventually([&] { return site(number).phase == phase; });
}

bool StationRig::sees(const std::function<bool(const run::JigState&)>& condition, int number) const {
    return bench::eventually([&] { return condition(site(number).jig); });
}

std::vector<std::string> StationRig::finished(std::size_t count) const {
    const auto all = [this] {
        const std::lock_guard lock(mutex_);
        return finished_;
    };
    (void)bench::eventually([&] { return all().size() >= count; });
    return all();
}

std::vector<std::string> StationRig::logged(const std::string& level, std::size_t count) const {
    const auto all = [&] {
        const std::lock_guard lock(mutex_);
        const auto found = logged_.find(level);
        return found != logged_.end() ? found->second : std::vector<std::string>();
    };
    (void)bench::eventually([&] { return all().size() >= count; });
    return all();
}

bool StationRig::prompted(std::size_t times) const {
    return bench::eventually([&] {
        const std::lock_guard lock(mutex_);
        return prompted_ >= times;
    });
}

std::size_t StationRig::started() const {
    const std::lock_guard lock(mutex_);
    return started_;
}

void StationRig::note(const run::Event& event) {
    const std::lock_guard lock(mutex_);
    if (std::holds_alternative<run::RunStarted>(event.body)) ++started_;
    if (std::holds_alternative<run::Prompt>(event.body)) ++prompted_;
    if (const auto* log = std::get_if<run::Log>(&event.body)) logged_[log->level].push_back(log->text);
    if (const auto* end = std::get_if<run::RunFinished>(&event.body))
        finished_.push_back(fmt::format("{} {} {}", run::name_of(end->outcome), end->code, end->serial));
}

}  // namespace stapel::test
