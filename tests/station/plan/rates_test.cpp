#include "station/plan/rates.hpp"

#include <catch2/catch.hpp>

using namespace stapel::plan;

using Rates = std::vector<std::uint32_t>;

TEST_CASE("one rate or several, fastest first") {
    CHECK(parse_rates("115200") == Rates{115200});
    CHECK(parse_rates("921600 460800 115200") == Rates{921600, 460800, 115200});
    CHECK(parse_rates("4000000 1200") == Rates{4000000, 1200});
}

TEST_CASE("what are no rates") {
    for (const char* text : {"", " ", "115200 ", " 115200", "115200  9600", "9600 115200", "9600 9600", "1199", "4000001",
                             "0115200", "115200,9600", "115200 x", "-9600", "+9600", "9600.0", "99999999999"}) {
        INFO('"' << text << '"');
        CHECK_FALSE(parse_rates(text));
    }
}
