#include "station/releases/station_version.hpp"

#include <catch2/catch.hpp>

using namespace stapel::releases;

TEST_CASE("versions are three numbers and compare as people count") {
    CHECK(parse_version("0.1.0") == Version{0, 1, 0});
    CHECK(to_text(*parse_version("10.2.33")) == "10.2.33");
    CHECK(*parse_version("0.10.0") > *parse_version("0.9.12"));
    for (const char* text :
         {"", "1", "1.2", "1.2.3.4", "1.2.", ".1.2", "1..2", "1.2.x", "v1.2.3", "1.2.3 ", "-1.2.3", "1.2.99999999999"})
        CHECK_FALSE(parse_version(text));
}
