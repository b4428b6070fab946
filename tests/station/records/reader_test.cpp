#include "station/records/reader.hpp"

#include "station/records/database.hpp"
#include "tests/station/records/examples.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace stapel::records;
using namespace stapel::records::examples;

TEST_CASE("a module is found by serial, IMEI or ICCID, with its runs newest first") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    store_run(writer, {.run = "run-1", .outcome = "fail", .order_no = "N-17"});
    store_run(writer, {.run = "run-2"});
    store_run(writer, {.run = "other", .serial = "S9", .imei = "I9", .iccid = "C9"});
    const Reader reader(file);
    const std::string key = GENERATE("SN42-000001", "863703001234567", "8970101123456789012");
    const auto found = reader.unit(key);
    REQUIRE(found);
    CHECK(found->unit.serial == "SN42-000001");
    CHECK(found->unit.meter_serial == "009217054000123");
    CHECK(found->unit.order_no == "N-17");
    CHECK(found->unit.state == "passed");
    REQUIRE(found->runs.size() == 2);
    CHECK(found->runs[0].run == "run-2");
    CHECK(found->runs[1].run == "run-1");
    CHECK(found->runs[1].failed_step == "boot");
    CHECK(found->runs[1].code == "E-223");
    CHECK(found->runs[1].site == 3);
    CHECK(found->runs[1].attempt == 1);
    CHECK(found->runs[1].ended_utc == "2026-03-01T09:06:37.042Z");
}

TEST_CASE("steps and measurements come back as they were") {
    const Folder folder;
    fill(folder.file("r.db"));
    const auto found = Reader(folder.file("r.db")).unit("SN42-000001");
    REQUIRE(found);
    const RunRecord& run = found->runs.back();
    REQUIRE(run.steps.size() == 2);
    CHECK(run.steps[1].step == "boot");
    CHECK(run.steps[1].attempt == 2);
    CHECK(run.steps[1].outcome == "fail");
    CHECK(run.steps[1].ms == 30000);
    CHECK(run.steps[1].code == "E-223");
    REQUIRE(run.steps[0].measurements.size() == 2);
    const Measurement& supply = run.steps[0].measurements[0];
    CHECK(std::get<double>(supply.value) == 4.0);
    CHECK(supply.min == 3.9);
    CHECK(supply.max == 4.1);
    CHECK_FALSE(supply.expected);
    CHECK(std::get<std::string>(run.steps[0].measurements[1].value) == "1.4");
    CHECK(run.steps[0].measurements[1].expected == "1.4");
    CHECK(std::get<bool>(run.steps[1].measurements[0].value));
}

TEST_CASE("a module whose first run is still open is found by its label") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    writer.post(begin_of({.run = "run-1", .label = "S5"}));
    post_steps(writer, {.run = "run-1"}, false);
    writer.commit({});
    const auto found = Reader(file).unit("S5");
    REQUIRE(found);
    CHECK(found->unit.state == "new");
    REQUIRE(found->runs.size() == 1);
    CHECK(found->runs[0].outcome.empty());
    CHECK(found->runs[0].steps[1].outcome.empty());
    CHECK_FALSE(found->runs[0].steps[1].ms);
}

TEST_CASE("a key that nobody has finds nothing") {
    const Folder folder;
    fill(folder.file("r.db"));
    CHECK_FALSE(Reader(folder.file("r.db")).unit("SN42-00000"));
    CHECK_FALSE(Reader(folder.file("r.db")).unit(""));
}

TEST_CASE("the tape is that of the newest run that kept one") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    const Reader reader(file);
    store_run(writer, {.run = "run-0"});
    CHECK_FALSE(reader.tape(reader.unit("SN42-000001").value()));
    store_run(writer, {.run = "run-1", .outcome = "fail"});
    store_run(writer, {.run = "run-2", .outcome = "error"});
    store_run(writer, {.run = "run-3"});
    const auto tape = reader.tape(reader.unit("SN42-000001").value());
    REQUIRE(tape);
    CHECK(tape->run == "run-2");
    REQUIRE(tape->entries.size() == 2);
    CHECK(tape->entries[1].ms == 9);
    CHECK(tape->entries[1].channel == "host");
    CHECK(tape->entries[1].direction == stapel::transport::Direction::in);
    CHECK(tape->entries[1].bytes == stapel::from_hex("7900"));
    CHECK(tape->entries[0].direction == stapel::transport::Direction::out);
}

TEST_CASE("a number that was none comes back as none") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    writer.post(begin_of({.run = "run-1", .label = "S5"}));
    writer.post(StepStart{"run-1", 1, "a", 1, {}});
    writer.post(Measurement{"run-1", 1, "nan", std::nan(""), "dBm", -0.0, {}, {}, "fail"});
    writer.commit({});
    const auto found = Reader(file).unit("S5");
    REQUIRE(found);
    const Measurement& measurement = found->runs[0].steps[0].measurements[0];
    CHECK(std::isnan(std::get<double>(measurement.value)));
    CHECK(measurement.min == 0.0);
}
