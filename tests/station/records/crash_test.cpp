#include "station/records/database.hpp"
#include "station/records/verify.hpp"
#include "station/records/writer.hpp"
#include "tests/station/records/child.hpp"
#include "tests/station/records/examples.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace stapel::records;
using namespace stapel::records::examples;
using namespace std::chrono_literals;

namespace {

const stapel::Clock& station_clock() { return stapel::system_clock(); }

void pause_for_ever() { station_clock().sleep_until(station_clock().now() + 1h, {}); }

}  // namespace

TEST_CASE("a second writer in another process is refused and told who holds the database") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Child holder([&](const auto& say) {
        const Writer writer(file, Kind::station, station_clock());
        say("open");
        pause_for_ever();
    });
    REQUIRE(holder.line() == "open");
    try {
        const Writer second(file, Kind::station, station_clock());
        FAIL("the second writer was let in");
    } catch (const OpenError& error) {
        CHECK(error.exit_status == 5);
        CHECK_THAT(error.message, Catch::Contains("process " + std::to_string(holder.id()) + " ("));
        CHECK_THAT(error.message, Catch::Contains("records_tests"));
    }
    holder.kill();
    CHECK_NOTHROW(Writer(file, Kind::station, station_clock()));
}

TEST_CASE("a run that a crash left open is closed as interrupted at its last step, once") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Child station([&](const auto& say) {
        Writer writer(file, Kind::station, station_clock());
        store_run(writer, {.run = "run-1"});
        const Example open{.run = "run-2", .label = "SN42-000002", .order_no = "N-17"};
        writer.post(begin_of(open));
        post_steps(writer, open, false);
        writer.post(begin_of({.run = "run-3"}));
        writer.commit({});
        say("stored");
        pause_for_ever();
    });
    REQUIRE(station.line() == "stored");
    station.kill();
    CHECK(open_for_reading(file).integer("SELECT count(*) FROM v_run WHERE outcome IS NULL") == 2);
    {
        const Writer writer(file, Kind::station, station_clock());
        REQUIRE(writer.recovered().size() == 2);
        CHECK(writer.recovered()[0].run == "run-2");
        CHECK(writer.recovered()[0].serial == "SN42-000002");
        CHECK(writer.recovered()[0].last_step == "boot");
        CHECK(writer.recovered()[1].run == "run-3");
        CHECK(writer.recovered()[1].last_step.empty());
    }
    const Connection reader = open_for_reading(file);
    CHECK(reader.text("SELECT outcome || ' ' || failed_step || ' ' || serial || ' ' || attempt FROM v_run "
                      "WHERE run = 'run-2'") == "interrupted boot SN42-000002 1");
    CHECK(reader.text("SELECT outcome FROM v_run WHERE run = 'run-1'") == "pass");
    CHECK(reader.text("SELECT state || ' ' || order_no FROM v_unit WHERE serial = 'SN42-000002'") == "new N-17");
    CHECK(verify(reader).findings.empty());
    CHECK(Writer(file, Kind::station, station_clock()).recovered().empty());
}

TEST_CASE("a station killed at any moment loses nothing that was committed and leaves a sound database") {
    std::mt19937 random(42);
    const Folder folder;
    const std::string file = folder.file("r.db");
    int runs = 0;
    for (int round = 0; round < 15; ++round) {
        Child station([&](const auto& say) {
            Writer writer(file, Kind::station, station_clock());
            say("open");
            for (int run = 1;; ++run) {
                store_run(writer, {.run = std::to_string(round) + "-" + std::to_string(run)});
                say("run");
            }
        });
        if (round % 3 > 0) REQUIRE(station.line() == "open");  // else while it opens
        const auto end = station_clock().now() + std::chrono::milliseconds(random() % 120);
        station_clock().sleep_until(end, {});
        station.kill();
        for (std::string line = station.line(); !line.empty(); line = station.line()) runs += line == "run" ? 1 : 0;
        const Writer next(file, Kind::station, station_clock());
        const Connection reader = open_for_reading(file);
        INFO("round " << round << ", " << runs << " runs");
        REQUIRE(verify(reader).findings.empty());
        REQUIRE(reader.integer("SELECT count(*) FROM v_run WHERE outcome = 'pass'") >= runs);
        REQUIRE(reader.integer("SELECT count(*) FROM v_run WHERE outcome IS NULL") == 0);
    }
    CHECK(runs > 0);
}

TEST_CASE("a reader sees whole runs while a writer in another process works") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Child station([&](const auto& say) {
        Writer writer(file, Kind::station, station_clock());
        say("open");
        for (int run = 1; run <= 60; ++run) {
            const Example example{.run = std::to_string(run)};
            writer.post(begin_of(example));
            post_steps(writer, example);
            writer.post(end_of(example));
            writer.commit({});
        }
        say("done");
        pause_for_ever();
    });
    REQUIRE(station.line() == "open");
    const Connection reader = open_for_reading(file);
    std::int64_t seen = 0;
    while (seen < 60) {
        const auto now = reader.integer("SELECT count(*) FROM v_run WHERE outcome = 'pass'");
        REQUIRE(now >= seen);
        REQUIRE(verify(reader).findings.empty());
        seen = now;
    }
    CHECK(station.line() == "done");
    CHECK_THROWS_AS(reader.execute("INSERT INTO session VALUES (9999, '', '', x'00')"), SqlFailure);
}
