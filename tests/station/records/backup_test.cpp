#include "station/records/backup.hpp"

#include "station/records/database.hpp"
#include "station/records/verify.hpp"
#include "tests/station/records/examples.hpp"

#include <catch2/catch.hpp>

#include <filesystem>


using namespace stapel::records;
using namespace stapel::records::examples;
namespace fs = std::filesystem;

TEST_CASE("a backup beside a working writer is whole, and is one file") {
    const Folder folder;
    const std::string file = folder.file("r.db"), target = folder.file("copy.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    store_run(writer, {.run = "run-1"});
    const auto source = verify(open_for_reading(file));
    const auto summary = back_up(file, target);
    CHECK(summary.rows == source.rows);
    CHECK(summary.head == source.head);
    CHECK_FALSE(fs::exists(target + ".part"));
    CHECK_FALSE(fs::exists(target + "-wal"));
    CHECK(Connection(target, Access::immutable).text("PRAGMA journal_mode") == "delete");
    const auto copy = verify(open_for_reading(target));
    CHECK(copy.findings.empty());
    CHECK(copy.head == source.head);
    CHECK_NOTHROW(Writer(target, Kind::station, stapel::system_clock()));
}

TEST_CASE("a backup never overwrites and refuses what is no database") {
    const Folder folder;
    const std::string file = folder.file("r.db"), target = folder.file("copy.db");
    fill(file);
    back_up(file, target);
    const std::string before = content_of(target);
    const auto status = [](const std::string& from, const std::string& to) {
        try {
            back_up(from, to);
            return 0;
        } catch (const OpenError& error) {
            return error.exit_status;
        }
    };
    CHECK(status(file, target) == 2);
    CHECK(content_of(target) == before);
    CHECK(status(folder.file("missing.db"), folder.file("other.db")) == 2);
    CHECK(status(file, folder.file("no/such/folder.db")) == 5);
    CHECK_FALSE(fs::exists(folder.file("other.db")));
}

TEST_CASE("a damaged database makes no backup, and nothing is left") {
    const Folder folder;
    const std::string file = folder.file("r.db"), target = folder.file("copy.db");
    fill(file);
    Connection(file, Access::create).execute(
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = "
        "replace(sql, '(imei) WHERE imei', '(iccid) WHERE iccid') WHERE name = 'unit_imei'");
    CHECK_THROWS_AS(back_up(file, target), OpenError);
    CHECK_FALSE(fs::exists(target));
    CHECK_FALSE(fs::exists(target + ".part"));
}
