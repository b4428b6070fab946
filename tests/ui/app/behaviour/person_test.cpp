// What a person tells the window beside the work itself: language, answers, scrap, history, an engineer's hand.
#include "tests/support/environment.hpp"
#include "tests/ui/app/behaviour/desk.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace stapel;
using namespace stapel::app;
using namespace stapel::app::test;

namespace {

void begin(Desk& desk) {
    desk.scan(desk.label(1));
    desk.close_lid(1);
}

records::MeasuredValue answer_of(const records::RunRecord& run) {
    for (const auto& step : run.steps)
        for (const auto& row : step.measurements)
            if (row.name == "answer") return row.value;
    return std::string();
}

std::string text_in(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string purpose_of(const Desk& desk, const std::string& run) {
    const records::Connection connection(desk.database(), records::Access::read);
    return connection.text("select purpose from v_run where run = '" + run + "'");
}

}  // namespace

TEST_CASE("F12 changes the language of everything at once and keeps it") {
    Desk desk({.plan = "short.yaml"});
    desk.wait_for("word-1", "ГОТОВ");
    desk.press(12);
    CHECK(desk.text_of("word-1").find("READY") != std::string::npos);
    CHECK(desk.text_of("language").find("Русский") != std::string::npos);
    CHECK(desk.times_preferences_kept() == 1);
    desk.click("language");
    CHECK(desk.text_of("word-1").find("ГОТОВ") != std::string::npos);
    CHECK(desk.times_preferences_kept() == 2);
}

TEST_CASE("A step's question is answered in the window and the answer is recorded") {
    Desk desk({.plan = "asks.yaml"});
    begin(desk);
    desk.wait_for("prompt", "Лампа светится зелёным?");
    desk.press(12);
    CHECK(desk.text_of("prompt").find("Is the lamp green?") != std::string::npos);
    desk.click("answer-yes");
    desk.wait_for("word-1", "PASS");
    CHECK_FALSE(desk.shows("prompt"));
    CHECK(answer_of(desk.on_record(desk.serial(1))->runs.at(0)) == records::MeasuredValue(std::string("yes")));
}

TEST_CASE("An answer that the plan does not expect fails the module") {
    Desk desk({.plan = "asks.yaml"});
    begin(desk);
    desk.wait_for("prompt", "Лампа");
    desk.click("answer-no");
    desk.wait_for("word-1", "БРАК");
    const auto run = desk.on_record(desk.serial(1))->runs.at(0);
    CHECK(run.code == "E-228");
    CHECK(answer_of(run) == records::MeasuredValue(std::string("no")));
}

TEST_CASE("A failed module is scrapped, with a record") {
    Desk desk({.plan = "short.yaml"});
    desk.set_fault(1, "no_power");
    begin(desk);
    desk.wait_for("word-1", "БРАК");
    desk.press(8);
    desk.press(11);
    desk.wait_until("it is scrapped on disk", [&] { return desk.on_record(desk.serial(1))->unit.state == "scrapped"; });
    CHECK(desk.on_record(desk.serial(1))->runs.size() == 1);
}

TEST_CASE("The history finds a unit by its scanned label and shows its runs") {
    Desk desk({.plan = "short.yaml"});
    begin(desk);
    desk.wait_for("word-1", "ГОДЕН");
    desk.press(9);
    desk.scan(desk.serial(1));
    desk.wait_for("unit-0", desk.serial(1));
    desk.wait_until("its run is shown", [&] { return desk.shows("run-0"); });
    desk.press(2);
    desk.wait_for("word-1", "ГОДЕН");
}

TEST_CASE("What an engineer does by hand is on record as engineering and passes nothing") {
    Desk desk({.plan = "short.yaml"});
    desk.press(4);
    desk.wait_until("the jig can be taken", [&] { return desk.shows("manual-begin"); });
    desk.click("manual-begin");
    desk.wait_until("the jig is in hand", [&] { return desk.site(1).state == SiteState::manual && !desk.site(1).run.empty(); });
    const auto run = desk.site(1).run;
    desk.click("manual-end");
    desk.wait_until("the jig is given back", [&] { return desk.site(1).state != SiteState::manual; });
    CHECK_FALSE(run.empty());
    CHECK(desk.snapshot().today.passed == 0);
    CHECK(purpose_of(desk, run) == "engineering");
}

TEST_CASE("Closing asks while a run is on, and stops it when the person means it") {
    Desk desk({.plan = "long.yaml"});
    begin(desk);
    desk.wait_for("word-1", "ИДЁТ");
    desk.close_window();
    desk.click("quit-no");
    CHECK_FALSE(desk.quitting());
    CHECK(desk.site(1).state == SiteState::running);
    desk.close_window();
    desk.click("quit-yes");
    CHECK(desk.quitting());
    desk.wait_until("the run is on record as stopped", [&] {
        const auto unit = desk.on_record(desk.serial(1));
        return unit && unit->runs.at(0).outcome == "aborted";
    });
    CHECK_FALSE(desk.output(1));
}

TEST_CASE("The site view shows what goes over the channels, while it does") {
    Desk desk({.plan = "long.yaml"});
    CHECK(desk.tape().empty());
    begin(desk);
    desk.press(3);
    desk.wait_until("something of the run is read", [&] { return desk.tape().size() > 3; });
    const auto before = desk.tape().back().ms;
    desk.wait_until("more of it is read", [&] { return desk.tape().back().ms > before; });
}

TEST_CASE("The settings look at the ports anew when they are asked to") {
    Desk desk({.plan = "short.yaml"});
    desk.wait_for("word-1", "ГОТОВ");
    desk.press(10);
    desk.wait_for("ports-sum", "Все порты можно открыть");
    desk.unplug(1, "meter");
    desk.click("look-at-ports");
    desk.wait_for("ports-sum", "Закрытых портов: 1");
    CHECK(desk.text_of("port-problem-2").find("E-105") != std::string::npos);
}

TEST_CASE("The sheet of command codes is printed, and kept where no printer is") {
    const bench::TemporaryFolder folder;
    const auto printer = folder.path() / "lp";
    std::ofstream(printer) << "#!/bin/sh\n/bin/cp \"$2\" '" << (folder.path() / "printed.pdf").string() << "'\n";
    std::filesystem::permissions(printer, std::filesystem::perms::owner_all);
    const stapel::test::Environment data("XDG_DATA_HOME", folder.path().string()), programs("PATH", folder.path().string());
    const auto file = folder.path() / "stapel/command-codes.pdf";
    Desk desk({.plan = "short.yaml", .sites = 2});
    desk.press(1);
    desk.click("print-commands");
    desk.wait_for("notice", "отправлен на принтер");
    CHECK(text_in(folder.path() / "printed.pdf").starts_with("%PDF-"));
    std::filesystem::remove(file);
    std::filesystem::remove(printer);
    desk.click("print-commands");
    desk.wait_for("notice", "Принтера нет");
    CHECK(text_in(file).starts_with("%PDF-"));
}
