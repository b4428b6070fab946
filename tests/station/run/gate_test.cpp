// What begins at a site: every closing of the lid once, and no module without its own label.
#include "station/run/gate.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>

using namespace stapel::run;

namespace {

Label serial(const std::string& number) { return {.imei = {}, .iccid = {}, .serial = number}; }

/// A gate with a jig that the test moves.
class Desk {
public:
    explicit Desk(Gate::Rules rules = {.units = 0}) : gate(rules, [this] { ++changes; }) {
        look();
        gate.open();
    }

    void close_lid() {
        jig.lid_closed = true;
        ++jig.lid_closings;
        look();
    }
    void open_lid() {
        jig.lid_closed = false;
        look();
    }
    void press() {
        jig.start_pressed = true;
        look();
        jig.start_pressed = false;
        look();
    }
    void lose_jig() {
        jig.answers = false;
        gate.jig_seen(jig, true);
    }
    void look() { gate.jig_seen(jig, false); }

    [[nodiscard]] Phase phase() const { return gate.view(1).phase; }
    /// The serial of the run that is under way, which ends so.
    std::string run(Outcome outcome = Outcome::pass) {
        REQUIRE(phase() == Phase::running);
        const auto turn = gate.next();
        gate.run_over(outcome);
        return turn.label.serial;
    }

    JigState jig{.answers = true, .occupied = true};
    int changes = 0;
    Gate gate;
};

}  // namespace

TEST_CASE("a closing begins one run") {
    Desk desk;
    CHECK(desk.phase() == Phase::waiting);
    desk.close_lid();
    desk.run();
    desk.look();
    CHECK(desk.phase() == Phase::waiting);
    desk.open_lid();
    desk.close_lid();
    desk.run();
    CHECK(desk.phase() == Phase::waiting);
}

TEST_CASE("a lid that was closed again while the run was torn down begins the next one, an open one does not") {
    Desk desk;
    desk.close_lid();
    desk.open_lid();
    desk.close_lid();
    desk.run(Outcome::aborted);
    CHECK(desk.phase() == Phase::running);
    desk.open_lid();
    desk.close_lid();
    desk.open_lid();
    desk.run();
    CHECK(desk.phase() == Phase::waiting);
    desk.close_lid();
    CHECK(desk.phase() == Phase::running);
}

TEST_CASE("a lid that stands closed when the site opens begins a run, and not before") {
    Gate gate({.units = 0}, {});
    gate.jig_seen({.answers = true, .lid_closed = true, .occupied = true, .lid_closings = 1}, false);
    CHECK(gate.view(1).phase == Phase::waiting);
    CHECK(gate.start_run() == "not_started");
    gate.scan(serial("S000001"));
    gate.open();
    CHECK(gate.next().label.serial == "S000001");
}

TEST_CASE("a wish and the start button begin a run on the module that lies there") {
    Desk desk;
    desk.close_lid();
    CHECK(desk.gate.start_run() == "running");
    desk.run();
    CHECK(desk.gate.start_run().empty());
    CHECK(desk.gate.start_run() == "running");
    desk.run();
    desk.press();
    desk.run();
    CHECK(desk.phase() == Phase::waiting);
}

TEST_CASE("a button that is held begins one run") {
    Desk desk;
    desk.close_lid();
    desk.run();
    desk.jig.start_pressed = true;
    desk.look();
    desk.run();
    ++desk.jig.cycles;
    desk.look();
    CHECK(desk.phase() == Phase::waiting);
}

TEST_CASE("a run that cannot begin says why") {
    Desk desk;
    CHECK(desk.gate.start_run() == "lid_open");
    desk.press();
    CHECK(desk.phase() == Phase::waiting);
    desk.close_lid();
    desk.run();
    desk.jig.occupied = false;
    desk.look();
    CHECK(desk.gate.start_run() == "nest_empty");
    desk.lose_jig();
    CHECK(desk.gate.start_run() == "jig_away");
    CHECK(desk.gate.manual_begin().empty());
    CHECK(desk.gate.start_run() == "manual");
    CHECK(desk.gate.manual_begin() == "manual");
    desk.gate.manual_over();
    desk.gate.ended();
    CHECK(desk.gate.start_run() == "ended");
}

TEST_CASE("labels are used in order, one a module, and a retry keeps its module's") {
    Desk desk;
    desk.gate.scan(serial("S000001"));
    desk.gate.scan(serial("S000002"));
    CHECK(desk.gate.view(1).next_label->serial == "S000001");
    desk.close_lid();
    CHECK(desk.run(Outcome::fail) == "S000001");
    REQUIRE(desk.gate.start_run().empty());
    CHECK(desk.run() == "S000001");
    desk.open_lid();
    desk.close_lid();
    CHECK(desk.run() == "S000002");
    CHECK_FALSE(desk.gate.view(1).next_label.has_value());
    desk.open_lid();
    desk.close_lid();
    CHECK(desk.run().empty());
}

TEST_CASE("a label that is scanned anew replaces those that wait") {
    Desk desk;
    desk.gate.rescan(serial("S000001"));
    desk.gate.rescan(serial("S000002"));
    desk.close_lid();
    CHECK(desk.run() == "S000002");
    SECTION("behind a run it is the lying module's when that is started again") {
        desk.gate.rescan(serial("S000003"));
        REQUIRE(desk.gate.start_run().empty());
        CHECK(desk.run() == "S000003");
    }
    SECTION("during a run it is the next module's") {
        REQUIRE(desk.gate.start_run().empty());
        desk.gate.rescan(serial("S000003"));
        CHECK(desk.run(Outcome::fail) == "S000002");
        REQUIRE(desk.gate.start_run().empty());
        CHECK(desk.run() == "S000002");
        desk.open_lid();
        desk.close_lid();
        CHECK(desk.run() == "S000003");
    }
}

TEST_CASE("a label does not outlive a jig that nobody could watch, and the next module's is not taken for it") {
    Desk desk;
    desk.gate.scan(serial("S000001"));
    desk.gate.scan(serial("S000002"));
    desk.close_lid();
    desk.run();
    desk.lose_jig();
    desk.jig.answers = true;
    desk.look();
    REQUIRE(desk.gate.start_run().empty());
    CHECK(desk.run().empty());
    CHECK(desk.gate.view(1).next_label->serial == "S000002");
}

TEST_CASE("a verdict that is held keeps the next module waiting, and loses none") {
    Desk desk({.units = 0, .hold_until_acknowledged = true});
    CHECK_FALSE(desk.gate.acknowledge());
    desk.close_lid();
    const auto outcome = GENERATE(Outcome::fail, Outcome::error, Outcome::aborted);
    desk.run(outcome);
    CHECK(desk.phase() == Phase::unacknowledged);
    CHECK(desk.gate.start_run() == "unacknowledged");
    CHECK(desk.gate.manual_begin() == "unacknowledged");
    desk.press();
    SECTION("the same module is not tested again") {
        CHECK(desk.gate.acknowledge());
        CHECK(desk.phase() == Phase::waiting);
    }
    SECTION("the next one begins as the verdict is acknowledged") {
        desk.open_lid();
        desk.close_lid();
        CHECK(desk.phase() == Phase::unacknowledged);
        CHECK(desk.gate.acknowledge());
        desk.run();
        CHECK(desk.phase() == Phase::waiting);
    }
    SECTION("a lid that stands open then begins nothing until it closes") {
        desk.open_lid();
        desk.close_lid();
        desk.open_lid();
        CHECK(desk.gate.acknowledge());
        CHECK(desk.phase() == Phase::waiting);
        desk.close_lid();
        CHECK(desk.phase() == Phase::running);
    }
}

TEST_CASE("a pass needs no acknowledgement") {
    Desk desk({.units = 0, .hold_until_acknowledged = true});
    desk.close_lid();
    desk.run(Outcome::pass);
    CHECK(desk.phase() == Phase::waiting);
}

TEST_CASE("a run that is cut off is no unit and keeps its label") {
    Desk desk({.units = 1});
    CHECK_FALSE(desk.gate.stop_run());
    desk.gate.scan(serial("S000001"));
    desk.close_lid();
    const auto turn = desk.gate.next();
    CHECK(desk.gate.stop_run());
    CHECK(turn.stop.stop_requested());
    desk.gate.run_over(Outcome::aborted);
    REQUIRE(desk.gate.start_run().empty());
    CHECK_FALSE(desk.gate.next().stop.stop_requested());
    CHECK(desk.run() == "S000001");
    CHECK(desk.gate.next().kind == Turn::Kind::none);
}

TEST_CASE("where there is no end, cutting off the first run is none") {
    Desk desk({.units = 0});
    desk.close_lid();
    CHECK(desk.gate.stop_run());
    desk.run(Outcome::aborted);
    CHECK(desk.phase() == Phase::waiting);
    CHECK(desk.gate.start_run().empty());
}

TEST_CASE("a run under way shows its own label beside the one that waits") {
    Desk desk;
    desk.gate.scan(serial("S000001"));
    desk.gate.scan(serial("S000002"));
    desk.close_lid();
    CHECK(desk.gate.view(1).label.serial == "S000001");
    CHECK(desk.gate.view(1).next_label->serial == "S000002");
    desk.run();
    CHECK(desk.gate.view(1).label.serial.empty());
}

TEST_CASE("a jig that was looked for in vain is away until it answers") {
    Desk desk;
    CHECK_FALSE(desk.gate.view(1).jig_away);
    desk.lose_jig();
    CHECK(desk.gate.view(1).jig_away);
    desk.jig.answers = true;
    desk.look();
    CHECK_FALSE(desk.gate.view(1).jig_away);
}

TEST_CASE("a stop that comes too late to change the verdict does not take its unit away") {
    Desk desk({.units = 1});
    desk.close_lid();
    CHECK(desk.gate.stop_run());
    desk.run(Outcome::pass);
    CHECK(desk.gate.next().kind == Turn::Kind::none);
}

TEST_CASE("what is driven by hand uses no label, and its lid starts nothing") {
    Desk desk;
    desk.gate.scan(serial("S000001"));
    REQUIRE(desk.gate.manual_begin().empty());
    CHECK(desk.gate.next().kind == Turn::Kind::manual);
    CHECK(desk.gate.next().label.serial.empty());
    desk.close_lid();
    desk.press();
    CHECK(desk.phase() == Phase::manual);
    CHECK_FALSE(desk.gate.stop_run());
    desk.gate.manual_over();
    CHECK(desk.phase() == Phase::waiting);
    REQUIRE(desk.gate.start_run().empty());
    CHECK(desk.run() == "S000001");
}

TEST_CASE("a jig that is away gets one run to say so where there is an end, and is waited for where there is none") {
    Desk day, shift({.units = 3});
    day.lose_jig();
    CHECK(day.phase() == Phase::waiting);
    shift.lose_jig();
    CHECK(shift.gate.next().kind == Turn::Kind::run_without_jig);
    shift.gate.run_over(Outcome::error);
    CHECK(shift.gate.next().kind == Turn::Kind::none);
}

TEST_CASE("nothing begins behind a stop, and what is under way hears of it") {
    Desk desk;
    desk.close_lid();
    const auto turn = desk.gate.next();
    SECTION("a stop ends it") {
        desk.gate.stop();
        CHECK(turn.stop.stop_requested());
    }
    SECTION("the end of all runs lets it go on") {
        desk.gate.no_more();
        CHECK_FALSE(turn.stop.stop_requested());
    }
    desk.gate.run_over(Outcome::pass);
    desk.open_lid();
    desk.close_lid();
    CHECK(desk.gate.next().kind == Turn::Kind::none);
    CHECK(desk.gate.start_run() == "ended");
}

TEST_CASE("every change is told") {
    Desk desk;
    auto told = [&desk, before = desk.changes]() mutable { return desk.changes > std::exchange(before, desk.changes); };
    desk.close_lid();
    CHECK(told());
    desk.run();
    CHECK(told());
    desk.gate.rescan(serial("S000001"));
    CHECK(told());
    REQUIRE(desk.gate.manual_begin().empty());
    CHECK(told());
}
