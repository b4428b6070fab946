#include "station/run/sequencer.hpp"
#include "tests/station/run/jig_double.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <functional>
#include <stdexcept>

using namespace stapel;
using namespace stapel::run;
using namespace std::chrono_literals;

namespace {

// Steps that the tests are made of. Parameters tell them what to do, so they need no state of their own.
void step_passes(StepContext&) {}
void step_fails(StepContext&) { throw Failure(Code::boot_silent, "as told"); }
void step_breaks(StepContext&) { throw std::logic_error("a bug"); }
void step_waits(StepContext& context) { context.clock().sleep_until(TimePoint::max(), context.stop()); }
void step_counts_down(StepContext& context) {
    // fails until the facts say that it was tried often enough
    auto& tries = context.facts().serial;
    tries += "x";
    if (tries.size() < 3) throw Failure(Code::rom_lost_sync);
}
void step_measures(StepContext& context) { context.measure("current", std::stod(context.text("value"))); }
void step_measures_nothing(StepContext&) {}

constexpr std::array value_parameter{plan::Parameter{.name = "value"}};
constexpr std::array current{plan::MeasurementKind{"current", "mA", Code::current_out_of_limits}};

const plan::StepKind passes{"test.passes", "", {}, {}, false, step_passes};
const plan::StepKind fails{"test.fails", "", {}, {}, false, step_fails};
const plan::StepKind breaks{"test.breaks", "", {}, {}, false, step_breaks};
const plan::StepKind waits{"test.waits", "", {}, {}, true, step_waits};
const plan::StepKind counts_down{"test.counts_down", "", {}, {}, false, step_counts_down};
const plan::StepKind measures{"test.measures", "", value_parameter, current, false, step_measures};
const plan::StepKind measures_nothing{"test.measures_nothing", "", {}, current, false, step_measures_nothing};

plan::Step step(const std::string& id, const plan::StepKind& kind) {
    plan::Step made;
    made.id = id;
    made.kind = &kind;
    made.timeout = 1h;
    return made;
}

/// A site without anything but a jig that answers, and records in a file of their own.
class Rig {
public:
    explicit Rig(plan::Plan plan) : jig_([this](std::stop_token) { return double_.connect(); }, system_clock()) {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        writer_ = std::make_unique<records::Writer>((folder_ / "test.db").string(), records::Kind::bench, system_clock());
        prepared_.plan = std::move(plan);
    }
    ~Rig() {
        writer_.reset();
        std::filesystem::remove_all(folder_);
    }

    Verdict execute() {
        Journal journal(1, *writer_, observer_, masker_, system_clock());
        journal.begin({.run = "00000000-0000-7000-8000-000000000001", .station = "ST", .site = 1, .operation = "line",
                       .purpose = "bench", .plan = "test", .plan_sha256 = "p", .firmware_sha256 = "f", .order_no = {},
                       .operator_id = {}, .serial = {}, .imei = {}, .iccid = {}, .attempt = {},
                       .started = system_clock().utc(), .dialect = "station-v1", .program = "test", .fixture_cycles = {},
                       .calibration_due = {}});
        const StepTools tools{prepared_, jig_, channels_, facts_, system_clock(), Tempo{}};
        return Sequencer(tools, journal, stop.get_token()).execute();
    }

    /// `step:try:outcome` of every finished step, in order.
    [[nodiscard]] const std::vector<std::string>& finished() const { return finished_; }

    std::stop_source stop{};
    std::function<void(const std::string& step)> on_step_started;
    test::JigDouble& jig() { return double_; }

private:
    void note(const Event& event) {
        if (const auto* started = std::get_if<StepStarted>(&event.body); started != nullptr && on_step_started)
            on_step_started(started->step);
        if (const auto* done = std::get_if<StepFinished>(&event.body))
            finished_.push_back(done->step + ":" + std::to_string(done->attempt) + ":" + std::string(name_of(done->outcome)));
    }

    std::filesystem::path folder_ = std::filesystem::temp_directory_path() / "stapel-sequencer-test";
    test::JigDouble double_;
    JigThread jig_;
    transport::Tape tape_{system_clock()};
    Channels channels_{{}, "", system_clock(), tape_};
    Facts facts_;
    PreparedPlan prepared_;
    Masker masker_;
    std::unique_ptr<records::Writer> writer_;
    std::vector<std::string> finished_;
    Observer observer_ = [this](const Event& event) { note(event); };
};

plan::Plan plan_with(std::vector<plan::Step> main) {
    plan::Plan plan;
    plan.name = "test";
    plan.main = std::move(main);
    plan.teardown = {step("off", passes)};
    return plan;
}

}  // namespace

TEST_CASE("a run whose steps all pass is a pass") {
    Rig rig(plan_with({step("one", passes), step("two", passes)}));
    CHECK(rig.execute().outcome == Outcome::pass);
    CHECK(rig.finished() == std::vector<std::string>{"one:1:pass", "two:1:pass", "off:1:pass"});
}

TEST_CASE("a failure ends main, and teardown runs") {
    Rig rig(plan_with({step("one", fails), step("two", passes)}));
    const auto verdict = rig.execute();
    CHECK(verdict.outcome == Outcome::fail);
    CHECK(verdict.failed_step == "one");
    CHECK(verdict.code == "E-220");
    CHECK(verdict.detail == "as told");
    CHECK(rig.finished() == std::vector<std::string>{"one:1:fail", "off:1:pass"});
}

TEST_CASE("a failed setup keeps main from starting") {
    auto plan = plan_with({step("one", passes)});
    plan.setup = {step("check", fails)};
    Rig rig(std::move(plan));
    CHECK(rig.execute().failed_step == "check");
    CHECK(rig.finished() == std::vector<std::string>{"check:1:fail", "off:1:pass"});
}

TEST_CASE("a failure that may be passed over skips what needs it, and the run is still no pass") {
    auto one = step("one", fails);
    one.on_fail = plan::OnFail::proceed;
    auto two = step("two", passes);
    two.needs = {"one"};
    Rig rig(plan_with({one, two, step("three", passes)}));
    const auto verdict = rig.execute();
    CHECK(verdict.outcome == Outcome::fail);
    CHECK(verdict.failed_step == "one");
    CHECK(rig.finished() == std::vector<std::string>{"one:1:fail", "two:1:skipped", "three:1:pass", "off:1:pass"});
}

TEST_CASE("a retry repeats from the named step and keeps every try") {
    auto flash = step("flash", counts_down);
    flash.retry = {.times = 2, .from = "power"};
    Rig rig(plan_with({step("power", passes), flash}));
    CHECK(rig.execute().outcome == Outcome::pass);
    CHECK(rig.finished() == std::vector<std::string>{"power:1:pass", "flash:1:fail", "power:2:pass", "flash:2:fail",
                                                     "power:3:pass", "flash:3:pass", "off:1:pass"});
}

TEST_CASE("spent retries leave the failure") {
    auto one = step("one", fails);
    one.retry = {.times = 2, .from = "one"};
    Rig rig(plan_with({one}));
    CHECK(rig.execute().outcome == Outcome::fail);
    CHECK(rig.finished() == std::vector<std::string>{"one:1:fail", "one:2:fail", "one:3:fail", "off:1:pass"});
}

TEST_CASE("limits judge in the plan's unit, and a limit without a measurement is no pass") {
    const auto limited = [](const plan::StepKind& kind, const std::string& value) {
        auto made = step("current", kind);
        made.with["value"] = value;
        plan::Limit limit;
        limit.min = 0.005;
        limit.max = 0.080;
        limit.unit = plan::find_unit("A");
        made.limits["current"] = limit;
        return made;
    };
    CHECK(Rig(plan_with({limited(measures, "20")})).execute().outcome == Outcome::pass);
    const auto high = Rig(plan_with({limited(measures, "81")})).execute();
    CHECK(high.code == "E-203");
    CHECK(high.detail == "current: expected 0.005 to 0.08 A, found 0.081");
    CHECK(Rig(plan_with({limited(measures, "nan")})).execute().outcome == Outcome::fail);
    CHECK(Rig(plan_with({limited(measures_nothing, "")})).execute().code == "E-101");
}

TEST_CASE("a bug in a step is an error of the station, and teardown runs") {
    Rig rig(plan_with({step("one", breaks)}));
    const auto verdict = rig.execute();
    CHECK(verdict.outcome == Outcome::error);
    CHECK(verdict.code == "E-101");
    CHECK(verdict.detail == "a bug");
    CHECK(rig.finished().back() == "off:1:pass");
}

TEST_CASE("a step that hangs is ended by its time limit") {
    auto hanging = step("one", waits);
    hanging.timeout = 20ms;
    Rig rig(plan_with({hanging}));
    CHECK(rig.execute().code == "E-109");
    CHECK(rig.finished().back() == "off:1:pass");
}

TEST_CASE("stop aborts the step under way, is not retried, and teardown runs to its end") {
    auto waiting = step("one", waits);
    waiting.retry = {.times = 5, .from = "one"};
    Rig rig(plan_with({waiting, step("two", passes)}));
    rig.on_step_started = [&](const std::string&) { rig.stop.request_stop(); };
    const auto verdict = rig.execute();
    CHECK(verdict.outcome == Outcome::aborted);
    CHECK(verdict.code == "E-402");
    CHECK(rig.finished() == std::vector<std::string>{"one:1:aborted", "off:1:pass"});
}

TEST_CASE("a jig in trouble is the cause of what the step suffers from it") {
    auto waiting = step("one", waits);
    waiting.retry = {.times = 5, .from = "one"};
    Rig rig(plan_with({waiting}));
    rig.on_step_started = [&](const std::string& id) {
        if (id == "one") rig.jig().set("SYST:ERR?", "-300,\"Lid opened\"");
    };
    const auto verdict = rig.execute();
    CHECK(verdict.outcome == Outcome::aborted);
    CHECK(verdict.code == "E-401");
    CHECK(rig.finished() == std::vector<std::string>{"one:1:aborted", "off:1:pass"});
}
