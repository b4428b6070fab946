// A run's steps as a site's line shows them.
#include "tests/ui/app/model/told_station.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::app;
using namespace stapel::app::test;
using std::chrono::seconds;

namespace {

std::vector<std::string> lines_of(const SiteSnapshot& site) {
    std::vector<std::string> lines;
    for (const auto& step : site.steps) lines.push_back(step.id + " " + std::to_string(step.attempt));
    return lines;
}

records::Measurement measured(const std::string& name, records::MeasuredValue value, const std::string& outcome = "pass") {
    records::Measurement row;
    row.run = "a";
    row.name = name;
    row.value = std::move(value);
    row.outcome = outcome;
    return row;
}

}  // namespace

TEST_CASE("All steps of the plan are there from the start, in its order") {
    ToldStation station;
    station.begin_run(1, "a");
    const auto site = station.site(1);
    CHECK(lines_of(site) == std::vector<std::string>{"power-on 1", "link 1", "signal 1", "power-off 1"});
    CHECK(site.steps[1].kind == "meter.link");
    CHECK(site.steps[1].state == StepState::waiting);
    CHECK(site.steps_total == 4);
    CHECK(site.attempt == 1);
}

TEST_CASE("Tries of one step follow each other, and a step that is tried again is not done") {
    ToldStation station;
    station.begin_run(1, "a");
    station.step(1, "a", "power-on", run::Outcome::pass);
    station.step(1, "a", "link", run::Outcome::fail);
    CHECK(station.site(1).steps_done == 2);
    station.tell(1, "a", run::StepStarted{"power-on", 2});
    const auto site = station.site(1);
    CHECK(lines_of(site) == std::vector<std::string>{"power-on 1", "power-on 2", "link 1", "signal 1", "power-off 1"});
    CHECK(site.step == "power-on");
    CHECK(site.steps[1].state == StepState::running);
    CHECK(site.steps[1].kind == "jig.power");
    CHECK(site.steps[2].state == StepState::fail);
    CHECK(site.steps[2].code == "E-254");
    CHECK(site.steps_done == 1);
    CHECK(site.steps_total == 4);
}

TEST_CASE("Progress belongs to the step under way and goes with it") {
    ToldStation station;
    station.begin_run(1, "a");
    station.tell(1, "a", run::StepStarted{"power-on", 1});
    station.tell(1, "a", run::Progress{"power-on", 4, 10, "item"});
    REQUIRE(station.site(1).progress.has_value());
    CHECK(station.site(1).progress->done == 4);
    station.tell(1, "a", run::Progress{"link", 9, 10, "item"});
    CHECK(station.site(1).progress->done == 4);
    station.step(1, "a", "power-on", run::Outcome::pass);
    CHECK_FALSE(station.site(1).progress.has_value());
    CHECK(station.site(1).step.empty());
}

TEST_CASE("Measurements stand at their try; what names the module names it at once") {
    ToldStation station;
    station.begin_run(1, "a");
    station.tell(1, "a", run::StepStarted{"link", 1});
    station.tell(1, "a", run::Measured{"link", 1, measured("link_time", 12.5)});
    station.tell(1, "a", run::Measured{"link", 1, measured("serial", std::string("S000099"))});
    station.tell(1, "a", run::Measured{"link", 1, measured("imei", std::string("863703001234567"), "fail")});
    const auto site = station.site(1);
    REQUIRE(site.steps[1].measurements.size() == 3);
    CHECK(site.steps[1].measurements[0].name == "link_time");
    CHECK(site.serial == "S000099");
    CHECK(site.imei.empty());
}

TEST_CASE("A chip that is blank still is not called by what was not found in it") {
    ToldStation station;
    station.begin_run(1, "a");
    const auto called = station.site(1).serial;
    station.tell(1, "a", run::StepStarted{"identity", 1});
    station.tell(1, "a", run::Measured{"identity", 1, measured("serial", std::string("none"))});
    CHECK(station.site(1).serial == called);
}

TEST_CASE("The verdict says what failed, in the failed step's words") {
    ToldStation station;
    station.begin_run(1, "a");
    station.tell(1, "a", run::StepStarted{"link", 1});
    station.tell(1, "a", run::StepFinished{.step = "link", .attempt = 1, .outcome = run::Outcome::fail, .ms = 7,
                                           .code = "E-254", .detail = "BCC 5E expected, 24 received"});
    station.end_run(1, "a", ended(run::Outcome::fail, "E-254"));
    const auto site = station.site(1);
    CHECK(site.failed_step == "link");
    CHECK(site.detail == "BCC 5E expected, 24 received");
    CHECK(site.code == "E-254");
    CHECK(site.serial == "S000017");
}

TEST_CASE("A question is open until its step ends") {
    ToldStation station;
    station.begin_run(1, "a");
    station.tell(1, "a", run::StepStarted{"link", 1});
    station.tell(1, "a", run::Prompt{.step = "link", .text_key = "lamp", .ru = "?", .en = "?", .choices = {"yes"}, .picture = {}});
    REQUIRE(station.site(1).prompt.has_value());
    station.tell(1, "a", run::StepFinished{.step = "link", .attempt = 1, .outcome = run::Outcome::pass, .ms = 7, .code = {},
                                           .detail = {}});
    CHECK_FALSE(station.site(1).prompt.has_value());
}

TEST_CASE("Time runs while the run does, and stands when it has ended") {
    ToldStation station;
    station.begin_run(1, "a");
    station.clock.pass(seconds(5));
    CHECK(station.site(1).elapsed == seconds(5));
    station.end_run(1, "a", passed());
    station.clock.pass(seconds(60));
    CHECK(station.site(1).elapsed == seconds(5));
}
