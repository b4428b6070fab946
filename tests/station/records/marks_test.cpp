#include "station/records/database.hpp"
#include "station/records/reader.hpp"
#include "station/records/schema.hpp"
#include "station/records/verify.hpp"
#include "tests/station/records/examples.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <span>
#include <string>

using namespace stapel::records;
using namespace stapel::records::examples;

namespace {

UnitMark mark_of(const Example& unit, const std::string& mark = "scrapped") {
    return {.marked = {}, .operator_id = "op", .serial = unit.serial, .imei = unit.imei, .iccid = unit.iccid,
            .mark = mark};
}

void store_mark(Writer& writer, const UnitMark& mark) {
    writer.post(mark);
    writer.commit({});
}

/// The unit's state, alike in the view and in the reader.
std::string state(const std::string& file, const std::string& key) {
    const auto found = Reader(file).unit(key);
    REQUIRE(found);
    const auto in_view =
        open_for_reading(file).text("SELECT state FROM v_unit WHERE '" + key + "' IN (serial, imei, iccid)");
    CHECK(in_view == found->unit.state);
    return in_view;
}

/// Makes it what a program that knew no marks would have written.
void make_version_1(const std::string& file) {
    const auto scripts = migrations();
    const Connection old("", Access::create);
    migrate(old, "", std::span(scripts).first(1));
    const Connection connection = open_for_writing(file);
    connection.execute(
        "DROP VIEW v_unit; DROP VIEW v_order_unit; DROP VIEW v_number; DROP TABLE unit_mark; DROP TABLE serial_pool; "
        "DROP TABLE number_change; DELETE FROM sqlite_sequence WHERE name IN ('unit_mark', 'serial_pool', "
        "'number_change')");
    for (const auto* view : {"v_unit", "v_order_unit"})
        connection.execute(old.text(std::string("SELECT sql FROM sqlite_schema WHERE name = '") + view + "'"));
    connection.execute("PRAGMA user_version = 1");
}

}  // namespace

TEST_CASE("a scrapped module stays scrapped, whatever runs come after, until a mark takes it back") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    const Example unit{.run = "1", .outcome = "fail"};
    Writer writer(file, Kind::station, stapel::system_clock());
    store_run(writer, unit);
    CHECK(state(file, unit.serial) == "failed");
    store_mark(writer, mark_of(unit));
    CHECK(state(file, unit.imei) == "scrapped");
    store_run(writer, {.run = "2"});
    CHECK(state(file, unit.serial) == "scrapped");
    store_mark(writer, mark_of(unit, "new"));
    CHECK(state(file, unit.iccid) == "new");
    store_run(writer, {.run = "3"});
    CHECK(state(file, unit.serial) == "passed");
    const auto found = Reader(file).unit(unit.serial);
    REQUIRE(found->marks.size() == 2);
    CHECK(found->marks[0].mark == "new");
    CHECK(found->marks[1].mark == "scrapped");
    CHECK(found->marks[1].operator_id == "op");
    CHECK(verify(open_for_reading(file)).findings.empty());
}

TEST_CASE("a mark is its module's alone, and found by an IMEI that was all that could be read") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    const Example mute{.run = "1", .outcome = "fail", .serial = "", .iccid = ""};
    store_run(writer, mute);
    store_run(writer, {.run = "2", .serial = "S2", .imei = "I2", .iccid = "C2"});
    store_mark(writer, mark_of(mute));
    CHECK(state(file, mute.imei) == "scrapped");
    CHECK(state(file, "S2") == "passed");
    store_run(writer, {.run = "3", .serial = "S1", .imei = mute.imei});  // now its serial is known
    CHECK(state(file, "S1") == "scrapped");
}

TEST_CASE("a scrapped module is in no order's table, until its mark is taken back") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    const Example unit{.run = "1", .order_no = "N-17"};
    const auto listed = [&] { return open_for_reading(file).integer("SELECT count(*) FROM v_order_unit"); };
    store_run(writer, unit);
    CHECK(listed() == 1);
    store_mark(writer, mark_of(unit));
    CHECK(listed() == 0);
    store_mark(writer, mark_of(unit, "new"));
    CHECK(listed() == 1);
}

TEST_CASE("a mark is refused a change and a removal, and both are found when forced") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Connection connection = open_for_writing(folder.file("r.db"));
    CHECK_THROWS_AS(connection.execute("UPDATE unit_mark SET mark = 'new'"), SqlFailure);
    CHECK_THROWS_AS(connection.execute("DELETE FROM unit_mark"), SqlFailure);
    connection.execute("DROP TRIGGER unit_mark_no_delete; DELETE FROM unit_mark");
    CHECK(verify(connection).findings.size() >= 3);  // the trigger, the missing row, the counter
}

TEST_CASE("a database that is older than marks is read as it is, and gets them from the next writer") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    { store_run(*std::make_unique<Writer>(file, Kind::station, stapel::system_clock()), {.run = "1"}); }
    make_version_1(file);
    CHECK(verify(open_for_reading(file)).findings.empty());
    CHECK(state(file, "SN42-000001") == "passed");
    Writer writer(file, Kind::station, stapel::system_clock());
    CHECK(verify(open_for_reading(file + ".before-v3")).findings.empty());
    store_mark(writer, mark_of({.run = "1"}));
    CHECK(state(file, "SN42-000001") == "scrapped");
    CHECK(verify(open_for_reading(file)).findings.empty());
}
