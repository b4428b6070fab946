#include "station/records/shift.hpp"

#include "station/records/database.hpp"
#include "tests/station/records/examples.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace stapel::records;
using namespace stapel::records::examples;

namespace {

struct Day {
    void run(const std::string& outcome, const std::string& serial, const std::string& purpose = "production",
             const std::string& station = "ST-1", const std::string& operation = "line",
             const std::string& imei = {}) {
        const Example example{.run = std::to_string(++number), .outcome = outcome, .serial = serial,
                              .imei = imei.empty() ? "I" + serial : imei, .iccid = {}, .operation = operation};
        auto begin = begin_of(example);
        begin.purpose = purpose;
        begin.station = station;
        writer.post(begin);
        post_steps(writer, example);
        auto end = end_of(example);
        end.ended = now;
        writer.post(end);
    }

    [[nodiscard]] Shift shift(stapel::UtcTime since) {
        writer.commit({});
        return shift_since(open_for_reading(file), "ST-1", since);
    }

    Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer{file, Kind::station, stapel::system_clock()};
    int number = 0;
    stapel::UtcTime now{std::chrono::hours(24 * 365 * 56)};
};

}  // namespace

TEST_CASE("a shift counts runs by outcome, and of first attempts that were judged those that passed") {
    Day day;
    day.run("pass", "S0");
    day.now += std::chrono::hours(24);
    const auto since = day.now;
    CHECK_FALSE(day.shift(since).first_pass_yield);
    day.run("pass", "S1");
    day.run("fail", "S2");
    day.run("pass", "S2");   // second attempt
    day.run("error", "S3");  // judged nothing
    day.run("pass", "S3");   // so this is the first
    day.run("pass", "S0");   // its first was yesterday
    day.run("aborted", "S4");
    const auto shift = day.shift(since);
    CHECK(shift.passed == 4);
    CHECK(shift.failed == 1);
    CHECK(shift.troubled == 1);
    REQUIRE(shift.first_pass_yield);
    CHECK(*shift.first_pass_yield == Approx(2.0 / 3));
}

TEST_CASE("other stations, other purposes and other operations stay apart") {
    Day day;
    const auto since = day.now;
    day.run("fail", "S1", "engineering");
    day.run("fail", "S1", "golden");
    day.run("fail", "S1", "production", "ST-2");
    day.run("pass", "S5", "production", "ST-1", "sim");
    day.run("fail", "S5", "retest");  // the first of its operation
    const auto shift = day.shift(since);
    CHECK(shift.passed == 1);
    CHECK(shift.failed == 1);
    REQUIRE(shift.first_pass_yield);
    CHECK(*shift.first_pass_yield == 0.5);
}

TEST_CASE("a module whose serial could not be read is known by its IMEI, two serials of one IMEI are two modules") {
    Day day;
    const auto since = day.now;
    day.run("fail", "", "production", "ST-1", "line", "I1");
    day.run("pass", "S1", "production", "ST-1", "line", "I1");  // now it could be read: no first attempt
    day.run("pass", "", "production", "ST-1", "line", "I1");
    CHECK(day.shift(since).first_pass_yield == 0.0);
    day.run("pass", "S2", "production", "ST-1", "line", "I2");
    day.run("pass", "S3", "production", "ST-1", "line", "I2");
    const auto shift = day.shift(since);
    REQUIRE(shift.first_pass_yield);
    CHECK(*shift.first_pass_yield == Approx(2.0 / 3));
}

TEST_CASE("numbers that runs of a plan measured come oldest first, by step and name") {
    Day day;
    day.run("pass", "S1");
    day.run("pass", "S2");
    day.run("pass", "S3", "engineering");
    day.writer.commit({});
    const auto plan = begin_of({.run = "x"}).plan_sha256;
    const Connection reader = open_for_reading(day.file);
    CHECK(series_of(reader, plan, 60) == MeasuredSeries{{"power-on/supply", {4.0, 4.0}}});
    CHECK(series_of(reader, plan, 1).at("power-on/supply").size() == 1);
    CHECK(series_of(reader, "another", 60).empty());
}
