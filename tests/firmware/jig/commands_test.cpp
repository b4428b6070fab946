#include "tests/firmware/jig/jig_under_test.hpp"

#include <catch2/catch.hpp>

#include <cctype>

using namespace stapel::firmware::jig;

namespace {

std::string lower(std::string text) {
    for (char& character : text) character = static_cast<char>(std::tolower(static_cast<unsigned char>(character)));
    return text;
}

/// A query in both forms, and what a jig that was just started answers.
struct Query {
    std::string long_form, short_form, answer;
};

const Query queries[] = {
    {"*IDN?", "*IDN?", "STAPEL,JIG,J0001,1.0"},
    {"*ESE?", "*ESE?", "0"},
    {"*ESR?", "*ESR?", "128"},
    {"*SRE?", "*SRE?", "0"},
    {"*STB?", "*STB?", "0"},
    {"*OPC?", "*OPC?", "1"},
    {"*TST?", "*TST?", "0"},
    {"SYSTEM:ERROR?", "SYST:ERR?", "0,\"No error\""},
    {"SYSTEM:ERROR:NEXT?", "SYST:ERR:NEXT?", "0,\"No error\""},
    {"SYSTEM:VERSION?", "SYST:VERS?", "1999.0"},
    {"SYSTEM:WATCHDOG?", "SYST:WATC?", "0.000"},
    {"SYSTEM:CYCLES?", "SYST:CYC?", "41"},
    {"CALIBRATION:DUE?", "CAL:DUE?", "2027-03-31"},
    {"SOURCE:VOLTAGE?", "SOUR:VOLT?", "4.000"},
    {"SOURCE:CURRENT:LIMIT?", "SOUR:CURR:LIM?", "2.000"},
    {"OUTPUT:STATE?", "OUTP:STAT?", "0"},
    {"OUTPUT?", "OUTP?", "0"},
    {"OUTPUT:LAMP?", "OUTP:LAMP?", "OFF"},
    {"MEASURE:VOLTAGE?", "MEAS:VOLT?", "0.004"},
    {"MEASURE:CURRENT?", "MEAS:CURR?", "0.0213"},
    {"MEASURE:CURRENT:PEAK?", "MEAS:CURR:PEAK?", "0.2200"},
    {"ROUTE:BOOT?", "ROUT:BOOT?", "0"},
    {"ROUTE:RESET?", "ROUT:RES?", "1"},
    {"ROUTE:SIM?", "ROUT:SIM?", "CHIP"},
    {"ROUTE:ANTENNA?", "ROUT:ANT?", "COUP"},
    {"ROUTE:METER:LOOP?", "ROUT:MET:LOOP?", "0"},
    {"INPUT:LID?", "INP:LID?", "1"},
    {"INPUT:START?", "INP:STAR?", "0"},
    {"INPUT:NEST?", "INP:NEST?", "1"},
};

/// A setting in both forms, its query, and what that answers afterwards.
struct Setting {
    std::string long_form, short_form, query, answer;
};

const Setting settings[] = {
    {"*ESE 36", "*ESE 36.4", "*ESE?", "36"},
    {"*SRE 255", "*SRE 2.55E2", "*SRE?", "191"},  // bit 6 cannot be enabled
    {"SYSTEM:WATCHDOG 2", "SYST:WATC 2000 MS", "SYST:WATC?", "2.000"},
    {"SYSTEM:CYCLES:RESET", "SYST:CYC:RES", "SYST:CYC?", "0"},
    {"SOURCE:VOLTAGE 3.6", "SOUR:VOLT 3600MV", "SOUR:VOLT?", "3.600"},
    {"SOURCE:VOLTAGE MINIMUM", "SOUR:VOLT MIN", "SOUR:VOLT?", "3.400"},
    {"SOURCE:VOLTAGE MAXIMUM", "SOUR:VOLT MAX", "SOUR:VOLT?", "4.400"},
    {"SOURCE:CURRENT:LIMIT 0.5A", "SOUR:CURR:LIM 500 MA", "SOUR:CURR:LIM?", "0.500"},
    {"OUTPUT:STATE ON", "OUTP 1", "OUTP?", "1"},
    {"OUTPUT:LAMP BLUE", "OUTP:LAMP BLUE", "OUTP:LAMP?", "BLUE"},
    {"OUTPUT:LAMP GREEN", "OUTP:LAMP GREEN", "OUTP:LAMP?", "GREEN"},
    {"OUTPUT:LAMP RED", "OUTP:LAMP RED", "OUTP:LAMP?", "RED"},
    {"OUTPUT:LAMP AMBER", "OUTP:LAMP AMB", "OUTP:LAMP?", "AMB"},
    {"ROUTE:BOOT ON", "ROUT:BOOT 1", "ROUT:BOOT?", "1"},
    {"ROUTE:RESET OFF", "ROUT:RES 0", "ROUT:RES?", "0"},
    {"ROUTE:SIM CARD", "ROUT:SIM CARD", "ROUT:SIM?", "CARD"},
    {"ROUTE:SIM NONE", "ROUT:SIM NONE", "ROUT:SIM?", "NONE"},
    {"ROUTE:ANTENNA OPEN", "ROUT:ANT OPEN", "ROUT:ANT?", "OPEN"},
    {"ROUTE:METER:LOOP ON", "ROUT:MET:LOOP 1", "ROUT:MET:LOOP?", "1"},
};

void prepare(JigUnderTest& bench) {
    bench.supply_mv = 4;
    bench.mean_ua = 21'300;
    bench.peak_ua = 220'000;
    bench.inputs.nest_occupied = true;
}

}  // namespace

TEST_CASE("every query answers, in both forms and in any case") {
    for (const Query& query : queries) {
        for (const std::string& form : {query.long_form, query.short_form, lower(query.long_form)}) {
            JigUnderTest bench;
            prepare(bench);
            CAPTURE(form);
            CHECK(bench.ask(form) == query.answer);
            CHECK(bench.errors().empty());
        }
    }
}

TEST_CASE("every setting is taken, in both forms and in any case") {
    for (const Setting& setting : settings) {
        for (const std::string& form : {setting.long_form, setting.short_form, lower(setting.short_form)}) {
            JigUnderTest bench;
            CAPTURE(form);
            REQUIRE(bench.ask(setting.query) != setting.answer);
            CHECK(bench.ask(form).empty());
            CHECK(bench.ask(setting.query) == setting.answer);
            CHECK(bench.errors().empty());
        }
    }
}

TEST_CASE("settings reach the hardware") {
    JigUnderTest bench;
    bench.ask("SOUR:VOLT 3.8;CURR:LIM 1;:ROUT:BOOT ON;RES OFF;SIM NONE;ANT OPEN;MET:LOOP ON;:OUTP ON;OUTP:LAMP RED");
    CHECK(bench.driven.supply_mv == 3800);
    CHECK(bench.driven.limit_ma == 1000);
    CHECK(bench.driven.boot);
    CHECK_FALSE(bench.driven.reset);
    CHECK(bench.driven.sim == Sim::none);
    CHECK(bench.driven.antenna == Antenna::open);
    CHECK(bench.driven.meter_loop);
    CHECK(bench.driven.output);
    CHECK(bench.driven.lamp == Lamp::red);
}

TEST_CASE("reset brings back the start state and leaves status alone") {
    JigUnderTest bench;
    bench.ask("*ESE 60;*SRE 4;SYST:WATC 5;:SOUR:VOLT 4.4;CURR:LIM 1");
    bench.ask("ROUT:BOOT ON;RES OFF;SIM CARD;ANT OPEN;MET:LOOP ON;:OUTP ON;OUTP:LAMP GREEN");
    bench.ask("BOGUS");
    bench.ask("*RST");
    CHECK(bench.ask("OUTP?;OUTP:LAMP?;:ROUT:BOOT?;RES?;SIM?;ANT?;MET:LOOP?") == "0;OFF;0;1;CHIP;COUP;0");
    CHECK(bench.ask("SOUR:VOLT?;CURR:LIM?;:SYST:WATC?") == "4.000;2.000;0.000");
    CHECK_FALSE(bench.driven.output);
    CHECK(bench.driven.reset);
    CHECK(bench.ask("*ESE?;*SRE?;*ESR?") == "60;4;160");
    CHECK(bench.errors() == "-113,\"Undefined header\"");
}

TEST_CASE("a number's limits can be asked for") {
    JigUnderTest bench;
    CHECK(bench.ask("SOUR:VOLT? MIN;VOLT? MAX;VOLT? DEF") == "3.400;4.400;4.000");
    CHECK(bench.ask("SOUR:CURR:LIM? DEFAULT;:SYST:WATC? MAXIMUM") == "2.000;3600.000");
}

TEST_CASE("inputs are answered as they are") {
    JigUnderTest bench;
    bench.inputs = {.lid_closed = false, .start_pressed = true, .nest_occupied = false};
    CHECK(bench.ask("INP:LID?;STAR?;NEST?") == "0;1;0");
}

TEST_CASE("currents are rounded to a tenth of a milliampere") {
    JigUnderTest bench;
    bench.mean_ua = 12'050;
    CHECK(bench.ask("MEAS:CURR?") == "0.0121");
    bench.mean_ua = 49;
    CHECK(bench.ask("MEAS:CURR?") == "0.0000");
    bench.mean_ua = 10'000'000;
    CHECK(bench.ask("MEAS:CURR?") == "10.0000");
}

TEST_CASE("the self-test tells a supply that is on when it should be off, and one that is off its setting") {
    JigUnderTest bench;
    bench.supply_mv = 201;
    CHECK(bench.ask("*TST?") == "1");
    bench.supply_mv = 3899;
    CHECK(bench.ask("OUTP ON;*TST?") == "2");
    bench.supply_mv = 4101;
    CHECK(bench.ask("*TST?") == "2");
    bench.supply_mv = 4100;
    CHECK(bench.ask("*TST?") == "0");
}
