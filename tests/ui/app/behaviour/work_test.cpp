// An operator's work: scan, start, pass, fail, acknowledge, stop.
#include "tests/support/full_disk.hpp"
#include "tests/ui/app/behaviour/desk.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::app;
using namespace stapel::app::test;

namespace {

/// Outcomes of the module's runs, newest first, as they stand on disk.
std::vector<std::string> outcomes(const Desk& desk, const std::string& serial) {
    std::vector<std::string> all;
    if (const auto unit = desk.on_record(serial))
        for (const auto& run : unit->runs) all.push_back(run.outcome);
    return all;
}

void run_to(Desk& desk, int site, const char* word) {
    desk.scan(desk.label(site));
    desk.close_lid(site);
    desk.wait_for("word-" + std::to_string(site), word);
}

}  // namespace

TEST_CASE("A label that is scanned and a lid that is closed make a run that passes") {
    Desk desk({.plan = "short.yaml"});
    desk.scan(desk.label(1));
    desk.wait_for("word-1", "ГОТОВ");
    desk.wait_for("next-action", "закройте крышку");
    desk.close_lid(1);
    desk.wait_for("word-1", "ГОДЕН");
    CHECK(desk.site(1).serial == desk.serial(1));
    const auto unit = desk.on_record(desk.serial(1));
    REQUIRE(unit.has_value());
    REQUIRE(unit->runs.size() == 1);
    CHECK(unit->runs[0].outcome == "pass");
    CHECK(unit->runs[0].run == desk.site(1).run);
    CHECK(unit->unit.state == "passed");
}

TEST_CASE("A module that fails is acknowledged before the next one is tested") {
    Desk desk({.plan = "short.yaml"});
    desk.set_fault(1, "no_power");
    run_to(desk, 1, "БРАК");
    desk.wait_for("next-action", "F8");
    desk.wait_for("next-action", "красный лоток");
    const auto failed = desk.serial(1);
    CHECK(outcomes(desk, failed) == std::vector<std::string>{"fail"});
    CHECK(desk.on_record(failed)->runs[0].code == "E-201");

    desk.clear_fault(1);
    const auto closings = desk.site(1).jig.lid_closings;
    desk.next_module(1);
    desk.wait_until("the lid is closed anew", [&] { return desk.site(1).jig.lid_closings > closings; });
    CHECK(desk.site(1).must_acknowledge);
    CHECK(desk.site(1).state == SiteState::fail);
    desk.press(8);
    desk.wait_for("word-1", "ГОДЕН");
    CHECK(outcomes(desk, failed) == std::vector<std::string>{"fail"});
}

TEST_CASE("A failed module is tried again under its closed lid") {
    Desk desk({.plan = "short.yaml"});
    desk.set_fault(1, "no_power");
    run_to(desk, 1, "БРАК");
    desk.clear_fault(1);
    desk.click("acknowledge");
    desk.wait_until("it is acknowledged", [&] { return !desk.site(1).must_acknowledge; });
    desk.click("start");
    desk.wait_for("word-1", "ГОДЕН");
    CHECK(outcomes(desk, desk.serial(1)) == std::vector<std::string>{"pass", "fail"});
}

TEST_CASE("One site is stopped, and the other goes on") {
    Desk desk({.plan = "long.yaml", .sites = 2});
    run_to(desk, 1, "ИДЁТ");
    run_to(desk, 2, "ИДЁТ");
    desk.wait_until("both are switched on", [&] { return desk.output(1) && desk.output(2); });
    desk.click("site-2");
    desk.press(6);
    desk.wait_for("site-2", "ПРЕРВАНО");
    CHECK_FALSE(desk.output(2));
    CHECK(desk.output(1));
    CHECK(outcomes(desk, desk.serial(2)) == std::vector<std::string>{"aborted"});
    CHECK(outcomes(desk, desk.serial(1)) == std::vector<std::string>{""});
}

TEST_CASE("All sites are stopped by one key, and the next module can be tested") {
    Desk desk({.plan = "long.yaml", .sites = 2});
    run_to(desk, 1, "ИДЁТ");
    run_to(desk, 2, "ИДЁТ");
    desk.press(7);
    for (const int site : {1, 2}) {
        desk.wait_for("site-" + std::to_string(site), "ПРЕРВАНО");
        CHECK_FALSE(desk.output(site));
        CHECK(outcomes(desk, desk.serial(site)) == std::vector<std::string>{"aborted"});
    }
    desk.scan("STAPEL-ACK-1");
    desk.next_module(1);
    desk.wait_for("word-1", "ИДЁТ");
}

TEST_CASE("Command bar codes do what keys do") {
    Desk desk({.plan = "long.yaml", .sites = 2});
    run_to(desk, 1, "ИДЁТ");
    run_to(desk, 2, "ИДЁТ");
    desk.scan("STAPEL-STOP-1");
    desk.wait_for("site-1", "ПРЕРВАНО");
    CHECK(desk.site(2).state == SiteState::running);
    desk.scan("STAPEL-ACK-1");
    desk.wait_until("it is acknowledged", [&] { return !desk.site(1).must_acknowledge; });
    desk.scan("STAPEL-RETRY-1");
    desk.wait_for("word-1", "ИДЁТ");
    desk.wait_until("the second run is on record", [&] {
        return outcomes(desk, desk.serial(1)) == std::vector<std::string>{"", "aborted"};
    });
}

TEST_CASE("A code that is neither a label nor a command is refused in words") {
    Desk desk({.plan = "short.yaml"});
    desk.wait_until("the module is seen", [&] { return desk.site(1).jig.occupied; });
    desk.scan("4607012345678");
    desk.wait_for("notice", "4607012345678");
    CHECK(desk.site(1).state == SiteState::ready);
    CHECK_FALSE(desk.site(1).next_label.has_value());
}

TEST_CASE("A module that is being tested is not taken for another site's") {
    Desk desk({.plan = "long.yaml", .sites = 2});
    run_to(desk, 1, "ИДЁТ");
    desk.scan(desk.label(1));
    desk.wait_for("notice", desk.serial(1) + " уже на позиции 1");
    CHECK_FALSE(desk.site(2).next_label.has_value());
}

TEST_CASE("A label for which no site is free is refused in words") {
    Desk desk({.plan = "long.yaml"});
    run_to(desk, 1, "ИДЁТ");
    desk.scan("S7654321");
    desk.wait_for("notice", "S7654321");
    CHECK_FALSE(desk.site(1).next_label.has_value());
}

TEST_CASE("What cannot be done is told in words") {
    Desk desk({.plan = "short.yaml"});
    desk.wait_until("the lid is seen open", [&] { return desk.site(1).jig.answers; });
    desk.scan("STAPEL-START");
    desk.wait_for("notice", "Закройте крышку");
    desk.scan("STAPEL-STOP-1");
    desk.wait_for("notice", "прогон не идёт");
    desk.scan("STAPEL-ACK");
    desk.wait_for("notice", "Подтверждать нечего");
    desk.scan("STAPEL-START-7");
    desk.wait_for("notice", "Такой позиции нет");
    desk.scan(desk.label(1));
    CHECK_FALSE(desk.shows("notice"));
}

TEST_CASE("A module's earlier runs are shown beside its next one") {
    Desk desk({.plan = "short.yaml"});
    desk.set_fault(1, "no_power");
    run_to(desk, 1, "БРАК");
    const auto failed = desk.site(1).run;
    desk.clear_fault(1);
    desk.press(8);
    desk.press(5);
    desk.wait_for("word-1", "ГОДЕН");
    desk.wait_until("the earlier run is read", [&] { return desk.site(1).earlier.size() == 1; });
    CHECK(desk.site(1).earlier[0].run == failed);
    CHECK(desk.site(1).earlier[0].code == "E-201");
    CHECK(desk.site(1).attempt == 2);
}

TEST_CASE("Records that cannot be stored are told at once, and nothing passes") {
    Desk desk({.plan = "short.yaml"});
    {
        const stapel::test::FullDisk full(4096);
        desk.scan(desk.label(1));
        desk.close_lid(1);
        desk.wait_for("next-action", "Записи не сохраняются");
        desk.wait_for("word-1", "СТЕНД");
        CHECK(desk.site(1).code == "E-110");
        CHECK_FALSE(desk.snapshot().records_problem.empty());
    }
    desk.wait_until("what was kept is stored", [&] { return desk.snapshot().records_problem.empty(); });
    CHECK(outcomes(desk, desk.serial(1)) == std::vector<std::string>{"error"});
    CHECK(desk.site(1).state == SiteState::trouble);
}
