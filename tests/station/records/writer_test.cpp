#include "station/records/writer.hpp"

#include "station/base/failure.hpp"
#include "station/records/database.hpp"
#include "tests/station/records/examples.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <thread>

#include <unistd.h>

using namespace stapel::records;
using namespace stapel::records::examples;
using namespace std::chrono_literals;

namespace {

std::int64_t runs_in(const std::string& file) { return open_for_reading(file).integer("SELECT count(*) FROM v_run"); }

/// Transactions in the -wal: frames whose header gives the size of the database after a commit (fileformat2, 4.1).
int commits_in_wal(const std::string& file) {
    constexpr std::size_t file_header = 32, frame_header = 24, page = 4096;
    const std::string wal = content_of(file + "-wal");
    int commits = 0;
    for (std::size_t at = file_header; at + frame_header + page <= wal.size(); at += frame_header + page)
        commits += wal.substr(at + 4, 4) != std::string(4, '\0') ? 1 : 0;
    return commits;
}

}  // namespace

TEST_CASE("what is posted is on disk after commit, and read back equal") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    const Example example{.run = "run-1", .outcome = "fail"};
    store_run(writer, example);
    CHECK(writer.failed().empty());
    CHECK(writer.recovered().empty());
    CHECK(writer.stored(end_of(example)));
    CHECK(runs_in(file) == 1);
}

TEST_CASE("a run's end that differs in any value is not the stored one") {
    const Folder folder;
    Writer writer(folder.file("r.db"), Kind::station, stapel::system_clock());
    const Example example{.run = "run-1", .outcome = "fail"};
    store_run(writer, example);
    const auto differs = [&](auto change) {
        RunEnd end = end_of(example);
        change(end);
        return !writer.stored(end);
    };
    CHECK(differs([](RunEnd& end) { end.run = "run-2"; }));
    CHECK(differs([](RunEnd& end) { end.serial += "1"; }));
    CHECK(differs([](RunEnd& end) { end.imei.clear(); }));
    CHECK(differs([](RunEnd& end) { end.iccid += "1"; }));
    CHECK(differs([](RunEnd& end) { end.meter_serial += "1"; }));
    CHECK(differs([](RunEnd& end) { end.attempt.reset(); }));
    CHECK(differs([](RunEnd& end) { end.ended += 1ms; }));
    CHECK(differs([](RunEnd& end) { ++end.ms; }));
    CHECK(differs([](RunEnd& end) { end.outcome = "pass"; }));
    CHECK(differs([](RunEnd& end) { end.failed_step = "x"; }));
    CHECK(differs([](RunEnd& end) { end.code.clear(); }));
    CHECK(differs([](RunEnd& end) { end.tape.pop_back(); }));
}

TEST_CASE("rows that nobody waits for are committed within the promised time") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    writer.post(begin_of({.run = "run-1"}));
    const auto deadline = stapel::system_clock().now() + 10s;  // a loaded machine may be late; the promise is 100 ms
    while (runs_in(file) == 0 && stapel::system_clock().now() < deadline)
        stapel::system_clock().sleep_until(stapel::system_clock().now() + 5ms, {});
    CHECK(runs_in(file) == 1);
}

TEST_CASE("rows posted together are committed together") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    const int before = commits_in_wal(file);
    for (int number = 1; number <= 20; ++number) {
        const Example example{.run = "run-" + std::to_string(number)};
        writer.post(begin_of(example));
        post_steps(writer, example);
        writer.post(end_of(example));
    }
    writer.commit({});
    const int commits = commits_in_wal(file) - before;
    CHECK(commits >= 1);
    CHECK(commits < 20);  // of 180 rows; one as a rule, more only when the machine is slow to post
    CHECK(runs_in(file) == 20);
}

TEST_CASE("many threads post and commit, and every row is there") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    {
        std::vector<std::jthread> sites;
        for (int site = 1; site <= 8; ++site)
            sites.emplace_back([&writer, site] {
                for (int run = 1; run <= 5; ++run)
                    store_run(writer, {.run = std::to_string(site) + "-" + std::to_string(run)});
            });
    }
    CHECK(runs_in(file) == 40);
    CHECK(open_for_reading(file).integer("SELECT count(*) FROM v_measurement") == 120);
}

TEST_CASE("a wait for a commit ends when its stop token fires, and the rows are stored all the same") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    {
        Writer writer(file, Kind::station, stapel::system_clock());
        std::stop_source stop;
        stop.request_stop();
        writer.post(begin_of({.run = "run-1"}));
        try {
            writer.commit(stop.get_token());  // may have been quick enough
        } catch (const stapel::Cancelled&) {
            CHECK(writer.failed().empty());
        }
    }
    CHECK(runs_in(file) == 1);
}

TEST_CASE("a normal end leaves no -wal, stores what was posted last and gives the lock back") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    {
        Writer writer(file, Kind::station, stapel::system_clock());
        CHECK(std::filesystem::exists(file + "-wal"));
        writer.post(begin_of({.run = "run-1"}));
    }
    CHECK_FALSE(std::filesystem::exists(file + "-wal"));
    CHECK_FALSE(std::filesystem::exists(file + "-shm"));
    CHECK(runs_in(file) == 1);
    CHECK_NOTHROW(Writer(file, Kind::station, stapel::system_clock()));
}

TEST_CASE("attempts are counted by operation and by serial, else by IMEI, runs just posted included") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    {
        Writer writer(file, Kind::station, stapel::system_clock());
        CHECK(writer.next_attempt("line", "", "") == std::nullopt);
        CHECK(writer.next_attempt("line", "S1", "") == 1);
        writer.post(begin_of({.run = "run-1", .label = "S1"}));
        CHECK(writer.next_attempt("line", "S1", "") == 2);
        CHECK(writer.next_attempt("line", "S2", "") == 1);
        CHECK(writer.next_attempt("repair", "S1", "") == 1);
        writer.post(end_of({.run = "run-1", .serial = "S1", .imei = "I1"}));
        CHECK(writer.next_attempt("line", "S1", "I1") == 2);
        CHECK(writer.next_attempt("line", "", "I1") == 2);
        writer.commit({});
        CHECK(writer.next_attempt("line", "S1", "") == 2);
        CHECK(writer.next_attempt("line", "", "I1") == 2);
        // nothing was scanned: the run is the module's once its identity was read
        writer.post(begin_of({.run = "run-2"}));
        CHECK(writer.next_attempt("line", "S1", "") == 2);
        writer.post(end_of({.run = "run-2", .serial = "S1", .imei = "I1"}));
        writer.commit({});
        CHECK(writer.next_attempt("line", "S1", "") == 3);
        writer.post(begin_of({.run = "run-3", .label = "S1", .purpose = engineering_purpose}));
        CHECK(writer.next_attempt("line", "S1", "") == 3);  // what an engineer tries is no attempt
        writer.post(end_of({.run = "run-3", .serial = "S1", .imei = "I1"}));
        writer.commit({});
        CHECK(writer.next_attempt("line", "S1", "") == 3);
    }
    Writer next(file, Kind::station, stapel::system_clock());
    CHECK(next.next_attempt("line", "S1", "") == 3);
}

TEST_CASE("two records of one file in one process: the second writer is refused") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    const Writer writer(file, Kind::station, stapel::system_clock());
    std::filesystem::create_symlink(file, folder.file("other-name.db"));
    const std::string name = GENERATE("r.db", "other-name.db");
    try {
        const Writer second(folder.file(name), Kind::station, stapel::system_clock());
        FAIL("the second writer was let in");
    } catch (const OpenError& error) {
        CHECK(error.exit_status == 5);
        CHECK_THAT(error.message, Catch::Contains("process " + std::to_string(getpid()) + " ("));
        CHECK_THAT(error.message, Catch::Contains("records_tests"));
    }
}

TEST_CASE("what a measurement was stays what it is: number, text or truth") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    store_run(writer, {.run = "run-1"});
    const Connection reader = open_for_reading(file);
    CHECK(reader.text("SELECT typeof(value) FROM v_measurement WHERE name = 'supply'") == "real");
    CHECK(reader.text("SELECT typeof(value) || value FROM v_measurement WHERE name = 'version'") == "text1.4");
    CHECK(reader.text("SELECT typeof(value) || value FROM v_measurement WHERE name = 'ready'") == "texttrue");
    CHECK(reader.text("SELECT typeof(unit) FROM v_measurement WHERE name = 'ready'") == "null");
}
