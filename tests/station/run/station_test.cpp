// A station's sites as people use them, on the virtual bench.
#include "tests/station/run/station_rig.hpp"

#include "station/records/reader.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>

using namespace stapel;
using namespace stapel::run;
using namespace std::chrono_literals;
using stapel::test::Duty;
using stapel::test::StationRig;
using Lines = std::vector<std::string>;

TEST_CASE("a lid, a wish and the start button each begin a run, and a module that passed needs nobody") {
    StationRig rig({.hold = true});
    CHECK(rig.station.start_run(1) == "not_started");
    rig.station.start();
    REQUIRE(rig.sees([](const JigState& jig) { return jig.answers; }));
    CHECK(rig.station.start_run(1) == "lid_open");
    CHECK(rig.station.start_run(7) == "no_site");
    rig.scan("S000001");
    CHECK(rig.site().next_label->serial == "S000001");
    rig.lid(1, "close");
    CHECK(rig.finished(1) == Lines{"pass  S000001"});
    CHECK(rig.station.start_run(1).empty());
    CHECK(rig.finished(2).size() == 2);
    rig.bench.control().value("press 1");
    CHECK(rig.finished(3) == Lines(3, "pass  S000001"));
    CHECK(rig.reaches(Phase::waiting));
}

TEST_CASE("a run that is stopped is torn down, keeps its label, and the site goes on") {
    StationRig rig({.units = 1});
    rig.station.start();
    CHECK_FALSE(rig.station.stop_run(1));
    rig.scan("S200001");
    rig.lid(1, "close");
    REQUIRE(rig.reaches(Phase::running));
    REQUIRE(bench::eventually([&] { return rig.started() == 1; }));
    CHECK(rig.station.stop_run(1));
    CHECK(rig.finished(1) == Lines{"aborted E-402 S200001"});
    REQUIRE(rig.reaches(Phase::waiting));
    CHECK(rig.station.start_run(1).empty());
    REQUIRE(bench::eventually([&] { return rig.started() == 2; }));
    CHECK(rig.station.stop_run(1));
    CHECK(rig.finished(2) == Lines(2, "aborted E-402 S200001"));
    REQUIRE(rig.reaches(Phase::waiting));
    rig.scan("S000003");
    CHECK(rig.station.start_run(1).empty());
    CHECK(rig.finished(3).back() == "pass  S000003");
    const auto summary = rig.station.wait();
    CHECK(summary.passed == 1);
    CHECK(summary.aborted == 2);
    CHECK(rig.site().phase == Phase::ended);
}

TEST_CASE("a fail holds the next module back until it is acknowledged") {
    StationRig rig({.hold = true});
    rig.station.start();
    rig.scan("S100001");
    rig.lid(1, "close");
    CHECK(rig.finished(1) == Lines{"fail E-220 S100001"});
    CHECK(rig.site().phase == Phase::unacknowledged);
    const auto closings = rig.site().jig.lid_closings;
    rig.scan("S000002");
    rig.next_module();
    REQUIRE(rig.sees([&](const JigState& jig) { return jig.lid_closings > closings; }));
    CHECK(rig.started() == 1);
    CHECK(rig.station.start_run(1) == "unacknowledged");
    CHECK(rig.station.acknowledge(1));
    CHECK(rig.finished(2).back() == "pass  S000002");
    CHECK(rig.reaches(Phase::waiting));
    CHECK_FALSE(rig.station.acknowledge(1));
}

TEST_CASE("a step's question is answered by one of its choices") {
    StationRig rig({.duty = Duty::asks});
    rig.station.start();
    CHECK_FALSE(rig.station.answer(1, "yes"));
    rig.lid(1, "close");
    REQUIRE(rig.prompted(1));
    CHECK_FALSE(rig.station.answer(1, "perhaps"));
    CHECK_FALSE(rig.station.answer(2, "yes"));
    CHECK(rig.station.answer(1, "yes"));
    CHECK(rig.finished(1).at(0).starts_with("pass"));
}

TEST_CASE("a question that nobody answers ends its run") {
    SECTION("at the end of all answers, that of every later run too") {
        StationRig rig({.duty = Duty::asks});
        rig.station.start();
        rig.lid(1, "close");
        REQUIRE(rig.prompted(1));
        rig.station.no_more_answers(1);
        CHECK(rig.finished(1) == Lines{"aborted E-404 "});
        rig.next_module();
        CHECK(rig.finished(2).back() == "aborted E-404 ");
    }
    SECTION("as the step's time is over") {
        StationRig rig({.duty = Duty::asks, .timeout = 50ms});
        rig.station.start();
        rig.lid(1, "close");
        CHECK(rig.finished(1) == Lines{"error E-109 "});
    }
    SECTION("as the run is stopped") {
        StationRig rig({.duty = Duty::asks});
        rig.station.start();
        rig.lid(1, "close");
        REQUIRE(rig.prompted(1));
        CHECK(rig.station.stop_run(1));
        CHECK(rig.finished(1) == Lines{"aborted E-402 "});
    }
}

TEST_CASE("a station without an end waits for a jig that went away, one with an end says so once") {
    SECTION("without an end") {
        StationRig rig({});
        rig.station.start();
        REQUIRE(rig.sees([](const JigState& jig) { return jig.answers; }));
        rig.bench.control().value("unplug 1 control");
        REQUIRE(rig.sees([](const JigState& jig) { return !jig.answers; }));
        CHECK(rig.site().phase == Phase::waiting);
        rig.bench.control().value("plug 1 control");
        REQUIRE(rig.sees([](const JigState& jig) { return jig.answers; }));
        CHECK(rig.started() == 0);
        rig.lid(1, "close");
        CHECK(rig.finished(1).at(0).starts_with("pass"));
    }
    SECTION("with an end") {
        StationRig rig({.units = 5});
        rig.bench.control().value("unplug 1 control");
        rig.station.start();
        CHECK(rig.station.wait().errors == 1);
        CHECK(rig.site().phase == Phase::ended);
    }
}

TEST_CASE("who holds a shared instrument and who waits for it is there to see, and told") {
    StationRig rig({.duty = Duty::leases, .sites = 2});
    std::atomic<int> changes = 0;
    rig.station.on_change([&] { ++changes; });
    rig.station.start();
    CHECK(rig.station.instruments().at(0).first == "gsm_modem");
    CHECK(rig.station.instruments().at(0).second.empty());
    rig.lid(1, "close");
    const auto queue = [&] { return rig.station.instruments().at(0).second; };
    REQUIRE(bench::eventually([&] { return queue().size() == 1; }));
    const auto before = changes.load();
    rig.lid(2, "close");
    REQUIRE(bench::eventually([&] { return queue().size() == 2; }));
    CHECK(changes > before);
    CHECK(queue()[0].site == 1);
    CHECK(queue()[0].reason == "step duty");
    CHECK(rig.site(1).waits_for.empty());
    CHECK(rig.site(2).waits_for == "gsm_modem");
    CHECK(rig.station.stop_run(1));
    CHECK(bench::eventually([&] { return rig.site(2).waits_for.empty(); }));
    CHECK(queue()[0].site == 2);
}

namespace {

/// The tape as one text.
std::string text_of_tape(const Station& station) {
    std::string text;
    for (const auto& entry : station.tape(1)) text += text_of(entry.bytes);
    return text;
}

}  // namespace

TEST_CASE("a jig is driven by hand, on the record, and left as a run expects it") {
    StationRig rig({});
    rig.station.start();
    rig.scan("S000001");
    rig.lid(1, "close");
    REQUIRE(rig.finished(1).size() == 1);
    CHECK_FALSE(rig.station.manual_send(1, "OUTP?"));
    CHECK_FALSE(rig.station.manual_end(1));
    REQUIRE(rig.reaches(Phase::waiting));
    CHECK(rig.station.manual_begin(1).empty());
    CHECK(rig.station.manual_begin(1) == "manual");
    for (const auto* message : {"OUTP ON", "OUTP?", "NONSENSE?", "SYST:WATC 0", "SYST:WATC?", "SOUR:VOLT 3.5;:ROUT:ANT OPEN"})
        CHECK(rig.station.manual_send(1, message));
    CHECK(rig.logged("manual", 6) ==
          Lines{"ok", "1", "-113,\"Undefined header\"", "ok", rig.logged("manual", 6).at(4), "ok"});
    CHECK(std::stod(rig.logged("manual", 6).at(4)) == 2);  // the watchdog stays armed
    CHECK(rig.sees([](const JigState& jig) { return jig.output; }));
    CHECK(rig.station.manual_end(1));
    CHECK(rig.finished(2).back() == "aborted E-405 ");
    CHECK(rig.reaches(Phase::waiting));
    CHECK(rig.sees([](const JigState& jig) { return !jig.output; }));
    CHECK(rig.started() == 2);

    CHECK(rig.station.manual_begin(1).empty());
    CHECK(rig.station.manual_send(1, "SOUR:VOLT?;:ROUT:ANT?"));
    CHECK(rig.logged("manual", 7).back() == "4.000;COUP");
    CHECK(rig.station.manual_end(1));
    REQUIRE(rig.finished(3).size() == 3);

    const records::Reader reader(rig.database);
    const auto one = [&](const std::string& query) { return reader.connection().text(query); };
    CHECK(one("SELECT group_concat(purpose) FROM v_run WHERE code = 'E-405' AND serial IS NULL AND attempt IS NULL") ==
          "engineering,engineering");
    CHECK(one("SELECT step || ' ' || outcome || ' ' || code FROM v_step WHERE step = 'manual-3'") == "manual-3 error E-303");
    CHECK(one("SELECT value FROM v_measurement WHERE step = 'manual-1' AND name = 'command'") == "OUTP ON");
    CHECK(one("SELECT value FROM v_measurement WHERE step = 'manual-3' AND name = 'answer'") == "-113,\"Undefined header\"");
    CHECK(reader.unit("S000001")->unit.state == "passed");
    CHECK(reader.unit("S000001")->runs.size() == 1);
}

TEST_CASE("the lid rule holds for a jig that is driven by hand, and trouble is told unasked") {
    StationRig rig({});
    rig.station.start();
    REQUIRE(rig.sees([](const JigState& jig) { return jig.answers; }));
    CHECK(rig.station.manual_begin(1).empty());
    CHECK(rig.station.manual_send(1, "OUTP ON"));
    CHECK(rig.logged("manual", 1) == Lines{"-221,\"Settings conflict\""});
    rig.lid(1, "close");
    CHECK(rig.station.manual_send(1, "OUTP ON"));
    REQUIRE(rig.logged("manual", 2).back() == "ok");
    rig.lid(1, "open");
    CHECK(rig.logged("manual", 3).back() == "E-401 The lid was opened during the run");
    CHECK(rig.sees([](const JigState& jig) { return !jig.output; }));
    rig.bench.control().value("unplug 1 control");
    REQUIRE(rig.sees([](const JigState& jig) { return !jig.answers; }));
    CHECK(rig.station.manual_send(1, "OUTP?"));
    CHECK(rig.logged("manual", 4).back().starts_with("E-"));
    CHECK(rig.station.manual_end(1));
    CHECK(rig.finished(1) == Lines{"aborted E-405 "});
}

TEST_CASE("a stop ends what is driven by hand, with the output off and its record whole") {
    StationRig rig({});
    rig.station.start();
    rig.lid(1, "close");
    REQUIRE(rig.finished(1).size() == 1);
    REQUIRE(rig.reaches(Phase::waiting));
    CHECK(rig.station.manual_begin(1).empty());
    CHECK(rig.station.manual_send(1, "OUTP ON"));
    REQUIRE(rig.logged("manual", 1).size() == 1);
    rig.station.stop();
    const auto summary = rig.station.wait();
    CHECK(summary.passed + summary.failed + summary.errors + summary.aborted == 1);
    CHECK(rig.finished(2).back() == "aborted E-405 ");
    CHECK(bench::state_of(rig.bench)["output"] == false);
}

TEST_CASE("the tape that is shown is the newest run's, masked, and stays as it was at the run's end") {
    StationRig rig({.secrets = {"open-sesame"}});
    rig.station.start();
    CHECK(rig.station.tape(7).empty());
    REQUIRE(rig.sees([](const JigState& jig) { return jig.answers; }));
    CHECK(rig.station.manual_begin(1).empty());
    CHECK(rig.station.manual_send(1, "SYST:VERS?;:SYST:CYC?;:CAL:DUE?"));  // a tape's first bytes are masked whatever they are
    CHECK(rig.station.manual_send(1, "DISP:TEXT open-sesame"));
    REQUIRE(rig.logged("manual", 2).size() == 2);
    CHECK(text_of_tape(rig.station).find("DISP:TEXT ***********\n") != std::string::npos);
    CHECK(rig.station.manual_end(1));
    REQUIRE(rig.finished(1).size() == 1);
    const auto ended = rig.station.tape(1).size();
    const auto pressed = [](const JigState& jig) { return jig.start_pressed; };
    rig.bench.control().value("press 1");
    REQUIRE(rig.sees(pressed));
    REQUIRE(rig.sees([&](const JigState& jig) { return !pressed(jig); }));  // a dozen looks later
    CHECK(rig.station.tape(1).size() == ended);
    rig.lid(1, "close");
    REQUIRE(rig.finished(2).size() == 2);
    CHECK(text_of_tape(rig.station).find("DISP:TEXT") == std::string::npos);
}
