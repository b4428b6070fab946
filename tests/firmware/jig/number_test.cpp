#include "firmware/jig/number.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace stapel::firmware::jig;

namespace {

Number volts(const char* text) { return parse_number(text_of(text), "V"); }

}  // namespace

TEST_CASE("a number may be written in every form of NRf") {
    for (const char* text : {"4", "4.", "4.0", "+4", "04.000", "4.0E0", "400E-2", ".4e1", "0.4 E +1", "40000000E-7"}) {
        CAPTURE(text);
        CHECK(volts(text).ok);
        CHECK(volts(text).milli == 4000);
    }
    CHECK(volts("-0.25").milli == -250);
    CHECK(volts("0").milli == 0);
}

TEST_CASE("a suffix gives the unit") {
    for (const char* text : {"3600MV", "3600 mv", "3.6V", "3.6 v", "3.6E3MV", "0.36E1 V"}) {
        CAPTURE(text);
        CHECK(volts(text).milli == 3600);
    }
    for (const char* text : {"4A", "4MA", "4KV", "4VV", "4M", "4 V V"}) {
        CAPTURE(text);
        CHECK_FALSE(volts(text).ok);
    }
    CHECK_FALSE(parse_number(text_of("4 V"), "").ok);
    CHECK_FALSE(parse_number(text_of("4 M"), "").ok);
}

TEST_CASE("what is no number is refused") {
    for (const char* text : {"", ".", "+", "E1", "4E", "4E+", "4..", "4.0.0", "--4", "4,0", "0x4", "4 4"}) {
        CAPTURE(text);
        CHECK_FALSE(volts(text).ok);
    }
}

TEST_CASE("numbers are rounded to thousandths, half away from zero") {
    CHECK(volts("3.9994").milli == 3999);
    CHECK(volts("3.9995").milli == 4000);
    CHECK(volts("-3.9995").milli == -4000);
    CHECK(volts("0.4MV").milli == 0);
    CHECK(volts("3.99949999999999999999999999").milli == 3999);
    CHECK(volts("1E-30").milli == 0);
}

TEST_CASE("numbers too great are held, not wrapped") {
    CHECK(volts("1E99999999999").milli == 1'000'000'000'000'000);
    CHECK(volts("-1E300").milli == -1'000'000'000'000'000);
    CHECK(volts("99999999999999999999999999").milli == 1'000'000'000'000'000);
    CHECK(volts("0E99999999999").milli == 0);
    CHECK(volts(("4" + std::string(30, '0') + "E-30").c_str()).milli == 4000);
}
