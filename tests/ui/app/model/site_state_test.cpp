// What an operator is shown of a site, from the engine's phases and events and what the jig shows.
#include "tests/ui/app/model/told_station.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::app;
using namespace stapel::app::test;
using run::Phase;
using std::chrono::seconds;

TEST_CASE("A site without a module is empty; a label or a module makes it ready") {
    ToldStation station;
    CHECK(station.state(1) == SiteState::empty);
    station.view(1).next_label = run::Label{.imei = {}, .iccid = {}, .serial = "S000017"};
    station.insert(2);
    station.look();
    CHECK(station.state(1) == SiteState::ready);
    CHECK(station.site(1).next_label->serial == "S000017");
    CHECK(station.state(2) == SiteState::ready);
}

TEST_CASE("A run that has begun shows at once, before it has told anything") {
    ToldStation station;
    station.begin_run(1, "a");
    station.step(1, "a", "power-on", run::Outcome::pass);
    station.end_run(1, "a", passed());
    station.view(1).phase = Phase::running;
    station.view(1).label.serial = "S000018";
    station.look();
    const auto site = station.site(1);
    CHECK(site.state == SiteState::running);
    CHECK(site.run.empty());
    CHECK(site.serial == "S000018");
    CHECK(site.steps_done == 0);
    CHECK(site.steps.at(0).state == StepState::waiting);
}

TEST_CASE("Each way a run can end has its state") {
    const auto [outcome, state] = GENERATE(table<run::Outcome, SiteState>({{run::Outcome::pass, SiteState::pass},
                                                                           {run::Outcome::fail, SiteState::fail},
                                                                           {run::Outcome::error, SiteState::trouble},
                                                                           {run::Outcome::skipped, SiteState::trouble},
                                                                           {run::Outcome::aborted, SiteState::stopped}}));
    ToldStation station;
    station.insert(1);
    station.close_lid(1);
    station.begin_run(1, "a");
    station.end_run(1, "a", ended(outcome, outcome == run::Outcome::pass ? "" : "E-254"));
    CHECK(station.state(1) == state);
    CHECK(station.state(2) == SiteState::empty);
}

TEST_CASE("A verdict stays until the lid was opened and the module is gone") {
    ToldStation station;
    station.insert(1);
    station.close_lid(1);
    station.begin_run(1, "a");
    station.end_run(1, "a", passed());
    auto& jig = station.view(1).jig;
    jig.lid_closed = false;
    station.look();
    CHECK(station.state(1) == SiteState::pass);
    jig.occupied = false;
    station.look();
    CHECK(station.state(1) == SiteState::empty);
    CHECK(station.site(1).serial == "S000017");
    jig.occupied = true;
    station.look();
    CHECK(station.state(1) == SiteState::ready);
}

TEST_CASE("A label for the next module does not hide the verdict of the one in the nest") {
    ToldStation station;
    station.insert(1);
    station.close_lid(1);
    station.begin_run(1, "a");
    station.end_run(1, "a", passed());
    station.view(1).next_label = run::Label{.imei = {}, .iccid = {}, .serial = "S000018"};
    station.look();
    CHECK(station.state(1) == SiteState::pass);
}

TEST_CASE("A verdict that nobody has acknowledged stays whatever happens at the jig") {
    ToldStation station;
    station.insert(1);
    station.close_lid(1);
    station.begin_run(1, "a");
    station.end_run(1, "a", ended(run::Outcome::fail, "E-254"), Phase::unacknowledged);
    station.view(1).jig = {.answers = true};
    station.look();
    CHECK(station.state(1) == SiteState::fail);
    CHECK(station.site(1).must_acknowledge);
    CHECK(station.site(1).code == "E-254");
    station.view(1).phase = Phase::waiting;
    station.look();
    CHECK(station.state(1) == SiteState::empty);
    CHECK_FALSE(station.site(1).must_acknowledge);
}

TEST_CASE("A run that the engine has ended is running until its verdict is told") {
    ToldStation station;
    station.begin_run(1, "a");
    station.view(1).phase = Phase::unacknowledged;
    station.look();
    CHECK(station.state(1) == SiteState::running);
    CHECK_FALSE(station.site(1).must_acknowledge);
}

TEST_CASE("A run whose records are lost ends without a verdict, in trouble") {
    ToldStation station;
    station.begin_run(1, "a");
    station.view(1).phase = Phase::ended;
    station.look();
    CHECK(station.state(1) == SiteState::trouble);
    CHECK(station.site(1).code == text_of(Code::records_lost).number);
}

TEST_CASE("A jig that went away is trouble while nothing runs, and takes the old verdict along") {
    ToldStation station;
    station.insert(1);
    station.close_lid(1);
    station.begin_run(1, "a");
    station.end_run(1, "a", passed());
    station.view(1).jig.answers = false;
    station.view(1).jig_away = true;
    station.look();
    CHECK(station.state(1) == SiteState::trouble);
    CHECK(station.site(1).code == text_of(Code::jig_silent).number);
    CHECK_FALSE(station.site(1).must_acknowledge);
    station.view(1).jig.answers = true;
    station.view(1).jig_away = false;
    station.look();
    CHECK(station.state(1) == SiteState::ready);
}

TEST_CASE("A jig that was not looked at yet is no trouble") {
    ToldStation station;
    station.view(1).jig.answers = false;
    station.look();
    CHECK(station.state(1) == SiteState::empty);
}

TEST_CASE("What an engineer does by hand is no run of the module") {
    ToldStation station;
    station.insert(1);
    station.close_lid(1);
    station.begin_run(1, "a");
    station.end_run(1, "a", passed());
    station.begin_run(1, "hand", run::By::hand);
    station.clock.pass(seconds(3));
    station.tell(1, "hand", run::StepStarted{"manual-1", 1});
    station.tell(1, "hand", run::Log{"manual", "4.002"});
    const auto by_hand = station.site(1);
    CHECK(by_hand.state == SiteState::manual);
    CHECK(by_hand.run == "hand");
    CHECK(by_hand.elapsed == seconds(3));
    CHECK(by_hand.steps.empty());
    station.end_run(1, "hand", ended(run::Outcome::aborted, std::string(text_of(Code::driven_by_hand).number), ""));
    const auto after = station.site(1);
    CHECK(after.state == SiteState::pass);
    CHECK(after.run == "a");
    CHECK(after.code.empty());
    CHECK(after.steps.size() == 4);
    CHECK(station.board.runs_ended() == 1);
    CHECK(station.snapshot()->log->size() == 5);
}
