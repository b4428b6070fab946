// When there is a new snapshot, and what stands in it beside the sites' runs.
#include "tests/ui/app/model/told_station.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

using namespace stapel;
using namespace stapel::app;
using namespace stapel::app::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("The same snapshot as long as nothing has changed, and the clock's second with it") {
    ToldStation station;
    const auto first = station.snapshot();
    CHECK(station.snapshot() == first);
    station.clock.pass(milliseconds(900));
    CHECK(station.snapshot() == first);
    station.clock.pass(milliseconds(100));
    CHECK(station.snapshot() != first);
}

TEST_CASE("A run's time is shown ten times a second") {
    ToldStation station;
    station.begin_run(1, "a");
    const auto first = station.snapshot();
    station.clock.pass(milliseconds(100));
    CHECK(station.snapshot() != first);
}

TEST_CASE("A snapshot that was handed out never changes") {
    ToldStation station;
    const auto before = station.snapshot();
    station.begin_run(1, "a");
    CHECK(find_site(*before, 1)->state == SiteState::empty);
    CHECK(station.state(1) == SiteState::running);
}

TEST_CASE("What has not changed is shared between snapshots") {
    ToldStation station;
    station.tell(1, "", run::Log{"info", "one"});
    station.board.know_series(std::make_shared<const Series>(Series{{"link/link_time", {1, 2}}}));
    const auto first = station.snapshot();
    station.begin_run(2, "b");
    station.tell(2, "b", run::Progress{"link", 1, 2, "item"});
    const auto logged = station.snapshot();
    station.tell(2, "b", run::Progress{"link", 2, 2, "item"});
    const auto second = station.snapshot();
    REQUIRE(second != logged);
    CHECK(second->log == logged->log);
    CHECK(second->series == first->series);
}

TEST_CASE("Records that are not safe show at once, and when they are safe again") {
    ToldStation station;
    const auto safe = station.snapshot();
    station.board.know_records_problem("");
    CHECK(station.snapshot() == safe);
    station.board.know_records_problem("no space left on device");
    CHECK(station.snapshot()->records_problem == "no space left on device");
    station.board.know_records_problem("");
    CHECK(station.snapshot()->records_problem.empty());
}

TEST_CASE("Earlier runs are those of the run they were read for") {
    ToldStation station;
    station.begin_run(1, "a");
    station.board.know_earlier(1, "a", {{.run = "old", .started_utc = {}, .outcome = "fail", .code = {}, .failed_step = {},
                                         .operation = "line", .attempt = 1, .site = 2}});
    REQUIRE(station.site(1).earlier.size() == 1);
    CHECK(station.site(1).earlier[0].run == "old");
    station.end_run(1, "a", passed());
    CHECK(station.site(1).earlier.size() == 1);
    station.begin_run(1, "b");
    CHECK(station.site(1).earlier.empty());
}

TEST_CASE("Shared instruments and who waits for them are shown") {
    ToldStation station;
    station.instruments = {{"gsm_modem", {{1, "reference"}, {2, "reference"}}}};
    station.view(2).waits_for = "gsm_modem";
    station.look();
    REQUIRE(station.snapshot()->instruments.size() == 1);
    CHECK(station.snapshot()->instruments[0].queue.at(1).site == 2);
    CHECK(station.site(2).waits_for == "gsm_modem");
}

TEST_CASE("An event of a site that the station does not have does no harm") {
    ToldStation station;
    station.tell(7, "x", passed());
    CHECK(station.snapshot()->sites.size() == 2);
    CHECK(station.board.runs_ended() == 0);
}

TEST_CASE("The log keeps the newest lines, and no more than it may") {
    ToldStation station;
    for (std::size_t i = 0; i < LogBook::most_lines; ++i) station.tell(1, "", run::Log{"info", fmt::format("line {}", i)});
    CHECK(station.snapshot()->log->front().text == "line 0");
    station.tell(2, "", run::Log{"warning", "newest"});
    const auto log = station.snapshot()->log;
    REQUIRE(log->size() == LogBook::most_lines);
    CHECK(log->front().text == "line 1");
    CHECK(log->back().text == "newest");
    CHECK(log->back().site == 2);
    CHECK(log->back().level == "warning");
}

TEST_CASE("More lines at once than the log may have leave the newest") {
    ToldStation station;
    for (std::size_t i = 0; i < LogBook::most_lines + 7; ++i) station.tell(1, "", run::Log{"info", fmt::format("line {}", i)});
    const auto log = station.snapshot()->log;
    REQUIRE(log->size() == LogBook::most_lines);
    CHECK(log->front().text == "line 7");
}

TEST_CASE("A run's trouble stands in the log, with what the number means") {
    ToldStation station;
    station.begin_run(1, "a");
    station.tell(1, "a", run::StepFinished{.step = "link", .attempt = 1, .outcome = run::Outcome::fail, .ms = 7,
                                           .code = "E-254", .detail = "BCC 5E expected, 24 received"});
    station.tell(1, "a", run::StepStarted{"link", 2});
    station.end_run(1, "a", passed());
    const auto& log = *station.snapshot()->log;
    REQUIRE(log.size() == 4);
    CHECK(log[0].text == "run of short, attempt 1");
    CHECK(log[1].text == fmt::format("step link: E-254 {}: BCC 5E expected, 24 received", text_of(Code::meter_bcc).en));
    CHECK(log[1].level == "error");
    CHECK(log[2].text == "step link: try 2");
    CHECK(log[3].text == "S000017: pass");
    CHECK(log[3].level == "info");
}
