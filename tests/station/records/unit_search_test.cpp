#include "station/records/unit_search.hpp"

#include "station/records/database.hpp"
#include "tests/station/records/examples.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace stapel::records;
using namespace stapel::records::examples;

namespace {

/// Seven modules, S10 to S16, with IMEIs I20 to I26; the first was run a second time at the end.
struct Units {
    Units() {
        Writer writer(file, Kind::station, stapel::system_clock());
        for (int i = 0; i < 8; ++i) {
            const auto unit = std::to_string(i % 7);
            store_run(writer, {.run = std::to_string(i), .outcome = i == 7 ? "fail" : "pass", .serial = "S1" + unit,
                               .imei = "I2" + unit, .iccid = "C3" + unit, .order_no = "N-17"});
        }
    }

    [[nodiscard]] std::string found(const std::string& text, int limit = 100) const {
        std::string serials;
        for (const auto& unit : find_units(open_for_reading(file), text, limit)) serials += unit.serial + " ";
        return serials;
    }

    Folder folder;
    const std::string file = folder.file("r.db");
};

}  // namespace

TEST_CASE("units are found by how their identities begin, those with the newest runs first, each once") {
    const Units units;
    CHECK(units.found("S1") == "S10 S16 S15 S14 S13 S12 S11 ");
    CHECK(units.found("S13") == "S13 ");
    CHECK(units.found("I22") == "S12 ");
    CHECK(units.found("C36") == "S16 ");
    CHECK(units.found("1") == "");
    CHECK(units.found("S1%") == "");
    CHECK(units.found("") == units.found("S"));
    CHECK(units.found("", 3) == "S10 S16 S15 ");
    CHECK(units.found("S1", 3) == "S10 S16 S15 ");  // not the first three of the index
    CHECK(units.found("I2", 2) == "S10 S16 ");
}

TEST_CASE("what is found tells the unit's last run") {
    const Units units;
    const auto unit = find_units(open_for_reading(units.file), "S10", 1).at(0);
    CHECK(unit.imei == "I20");
    CHECK(unit.order_no == "N-17");
    CHECK(unit.state == "failed");
    CHECK(unit.last_outcome == "fail");
    CHECK(unit.last_started_utc == "2026-03-01T09:05:07.042Z");
}

TEST_CASE("a search goes into an index, the newest units are found from the end") {
    const Units units;
    const Connection reader = open_for_reading(units.file);
    const std::string rest = GENERATE("WHERE serial >= 'S' AND serial < 'T' LIMIT 9",
                                      "WHERE imei >= 'S' AND imei < 'T' LIMIT 9",
                                      "WHERE iccid >= 'S' AND iccid < 'T' LIMIT 9", "ORDER BY unit_seq DESC LIMIT 9");
    Statement step(reader, "EXPLAIN QUERY PLAN SELECT * FROM v_unit " + rest);
    std::vector<std::string> plan;
    while (step.step()) plan.emplace_back(step.text(3));
    for (const auto& line : plan) {
        INFO(rest << ": " << line);
        CHECK((!line.starts_with("SCAN") || line == "SCAN u"));
        CHECK(line.find("TEMP B-TREE") == std::string::npos);
        CHECK((line != "SCAN u" || rest.starts_with("ORDER")));
    }
}
