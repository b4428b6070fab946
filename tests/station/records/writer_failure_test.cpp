#include "station/base/failure.hpp"
#include "station/records/database.hpp"
#include "station/records/verify.hpp"
#include "station/records/writer.hpp"
#include "tests/station/records/examples.hpp"
#include "tests/support/full_disk.hpp"

#include <catch2/catch.hpp>

using namespace stapel::records;
using namespace stapel::records::examples;
using stapel::test::FullDisk;

namespace {

std::string code_of_commit(Writer& writer) {
    try {
        writer.commit({});
        return "stored";
    } catch (const stapel::Failure& failure) {
        return std::string(stapel::text_of(failure.code()).number) + " " + failure.detail();
    }
}

}  // namespace

TEST_CASE("a full disk is reported, nothing is dropped, and everything is stored once there is room") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    store_run(writer, {.run = "run-1"});
    const Example second{.run = "run-2", .outcome = "fail"}, third{.run = "run-3"};
    {
        const FullDisk full(4096);
        writer.post(begin_of(second));
        post_steps(writer, second);
        const std::string told = code_of_commit(writer);
        CHECK_THAT(told, Catch::StartsWith("E-110 " + file));
        CHECK_FALSE(writer.failed().empty());
        writer.post(end_of(second));
        CHECK_THAT(code_of_commit(writer), Catch::StartsWith("E-110"));
        CHECK_FALSE(writer.stored(end_of(second)));
    }
    store_run(writer, third);
    CHECK(writer.failed().empty());
    CHECK(writer.stored(end_of(second)));
    CHECK(writer.stored(end_of(third)));
    CHECK(verify(open_for_reading(file)).findings.empty());
}

TEST_CASE("the writer recovers from a full disk by itself, without a commit") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    {
        const FullDisk full(4096);
        writer.post(begin_of({.run = "run-1"}));
        CHECK_THAT(code_of_commit(writer), Catch::StartsWith("E-110"));
    }
    const auto deadline = stapel::system_clock().now() + std::chrono::seconds(30);
    while (!writer.failed().empty() && stapel::system_clock().now() < deadline)
        stapel::system_clock().sleep_until(stapel::system_clock().now() + std::chrono::milliseconds(20), {});
    CHECK(writer.failed().empty());
    CHECK(open_for_reading(file).integer("SELECT count(*) FROM v_run") == 1);
}

TEST_CASE("a database that cannot be made for want of room is refused as records that cannot be stored") {
    const Folder folder;
    const FullDisk full(1000);
    try {
        const Writer writer(folder.file("r.db"), Kind::station, stapel::system_clock());
        FAIL("the database was opened");
    } catch (const OpenError& error) {
        CHECK(error.exit_status == 5);
        CHECK_THAT(error.message, Catch::Contains("r.db"));
    }
}
