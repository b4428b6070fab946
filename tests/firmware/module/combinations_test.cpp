#include "firmware/module/settings.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace stapel::firmware;

namespace {

Settings factory() {
    Settings settings{};
    set_factory(settings);
    return settings;
}

void set_text(Settings& settings, std::uint8_t id, const std::string& text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    set_value(settings, id, {bytes, static_cast<std::uint8_t>(text.size())});
}

/// NIDD and nothing that needs IP.
Settings nidd() {
    Settings settings = factory();
    set_number(settings, 0x22, 6);
    follow_mode(settings);
    return settings;
}

}  // namespace

TEST_CASE("the mode sets switches 0, 1 and 6 and leaves the others") {
    struct Follows {
        int mode, switches;
    };
    const auto follows = GENERATE(Follows{1, 0x00}, Follows{2, 0x02}, Follows{5, 0x01}, Follows{6, 0x40});
    for (const int others : {0x00, 0x04, 0x3C}) {
        Settings settings = factory();
        set_number(settings, 0x41, 0x43 | others);
        set_number(settings, 0x22, follows.mode);
        follow_mode(settings);
        CHECK(number_of(settings, 0x41) == (follows.switches | others));
    }
}

TEST_CASE("the switches choose the first of NIDD, CENC client, server as mode, else client") {
    for (int switches = 0; switches < 0x80; ++switches) {
        Settings settings = factory();
        set_number(settings, 0x41, switches);
        follow_switches(settings);
        const int mode = (switches & 0x40) != 0 ? 6 : (switches & 0x01) != 0 ? 5 : (switches & 0x02) != 0 ? 2 : 1;
        CHECK(number_of(settings, 0x22) == mode);
    }
}

TEST_CASE("NIDD alone works, with anything that rests on IP it does not") {
    Settings settings = nidd();
    CHECK(combination_problem(settings) == 0);
    SECTION("each switch beside it") {
        for (const int other : {0x01, 0x02, 0x04, 0x08, 0x10, 0x20}) {
            set_number(settings, 0x41, 0x40 | other);
            CHECK(combination_problem(settings) == 0x41);
        }
    }
    SECTION("NTP") {
        set_number(settings, 0x47, 1);
        CHECK(combination_problem(settings) == 0x47);
    }
    SECTION("Narodmon") {
        set_number(settings, 0x56, 1);
        CHECK(combination_problem(settings) == 0x56);
    }
    SECTION("no APN") {
        set_text(settings, 0x23, "");
        CHECK(combination_problem(settings) == 0x23);
    }
    SECTION("GEO rests on no server") {
        set_number(settings, 0x4B, 1);
        CHECK(combination_problem(settings) == 0);
    }
}

TEST_CASE("the same services are free in every other mode") {
    Settings settings = factory();
    set_number(settings, 0x41, 0x3E);
    follow_switches(settings);
    set_number(settings, 0x47, 1);
    set_number(settings, 0x56, 1);
    set_text(settings, 0x23, "");
    CHECK(combination_problem(settings) == 0);
}

TEST_CASE("both client modes need a server's address") {
    Settings settings = factory();
    for (const int mode : {1, 5}) {
        set_text(settings, 0x26, "");
        set_number(settings, 0x22, mode);
        follow_mode(settings);
        CHECK(combination_problem(settings) == 0x26);
        set_text(settings, 0x26, "cenc.example");
        CHECK(combination_problem(settings) == 0);
    }
}

TEST_CASE("the time of informing is an hour daily, a day monthly, and nothing while it is off") {
    struct Time {
        int period, time;
        bool possible;
    };
    const auto time = GENERATE(Time{1, 0, true}, Time{1, 23, true}, Time{1, 24, false}, Time{2, 0, false},
                               Time{2, 1, true}, Time{2, 28, true}, Time{2, 29, false});
    Settings settings = factory();
    set_number(settings, 0x5B, time.period);
    set_number(settings, 0x5C, time.time);
    CHECK(combination_problem(settings) == 0);
    set_number(settings, 0x5A, 1);
    CHECK(combination_problem(settings) == (time.possible ? 0 : 0x5C));
}

TEST_CASE("of several problems the first in the dialect's order is named") {
    Settings settings = nidd();
    set_number(settings, 0x41, 0x44);
    set_number(settings, 0x47, 1);
    set_number(settings, 0x56, 1);
    set_text(settings, 0x23, "");
    set_number(settings, 0x5A, 1);
    set_number(settings, 0x5C, 99);
    CHECK(combination_problem(settings) == 0x41);
    set_number(settings, 0x41, 0x40);
    CHECK(combination_problem(settings) == 0x47);
    set_number(settings, 0x47, 0);
    CHECK(combination_problem(settings) == 0x56);
    set_number(settings, 0x56, 0);
    CHECK(combination_problem(settings) == 0x23);
    set_text(settings, 0x23, "iot");
    CHECK(combination_problem(settings) == 0x5C);
    set_number(settings, 0x22, 5);
    follow_mode(settings);
    CHECK(combination_problem(settings) == 0x26);
}
