#include "station/plan/units.hpp"

#include <catch2/catch.hpp>

using namespace stapel::plan;

TEST_CASE("a quantity is a plain decimal number and a known unit") {
    const auto current = parse_quantity("5 mA");
    REQUIRE(current);
    CHECK(current->value == 5);
    CHECK(current->unit == find_unit("mA"));
    CHECK(parse_quantity("500ms")->in(*find_unit("s")) == Approx(0.5));
    CHECK(parse_quantity("3400 mV")->in(*find_unit("V")) == Approx(3.4));
    CHECK(parse_quantity("-75 dBm")->value == -75);
    CHECK(parse_quantity("+1.5 s")->value == 1.5);
    CHECK(parse_quantity("30")->unit->name.empty());
}

TEST_CASE("what is no quantity is none") {
    for (const char* text : {"", " ", "mA", "5 parsec", "5. mA", ".5 mA", "1e3 s", "0x10 s", "nan", "inf s", "1 000 s",
                             "5 mA max", "--5 mA", "5 ma"})
        CHECK_FALSE(parse_quantity(text));
    CHECK_FALSE(parse_quantity("1" + std::string(400, '0') + " s"));
    CHECK(find_unit("furlong") == nullptr);
}
