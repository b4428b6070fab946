#include "tests/firmware/jig/jig_under_test.hpp"

#include <catch2/catch.hpp>

using namespace stapel::firmware::jig;

namespace {

const std::string data_type = "-104,\"Data type error\"";
const std::string not_allowed = "-108,\"Parameter not allowed\"";
const std::string missing = "-109,\"Missing parameter\"";
const std::string undefined = "-113,\"Undefined header\"";
const std::string out_of_range = "-222,\"Data out of range\"";
const std::string illegal = "-224,\"Illegal parameter value\"";

struct Mistake {
    std::string message, error;
};

const Mistake mistakes[] = {
    {"BOGUS", undefined},
    {"VOLT 4", undefined},
    {"SOUR:VOLTA 4", undefined},  // neither the long form nor the short one
    {"SOUR:VOL 4", undefined},
    {"SOURCE:VOLTAGES 4", undefined},
    {"OUTP: ON", undefined},
    {"OUTP::STAT ON", undefined},
    {"::OUTP ON", undefined},
    {":", undefined},
    {"?", undefined},
    {":*IDN?", undefined},
    {"*IDN", undefined},
    {"MEAS:VOLT", undefined},
    {"*CLS?", undefined},
    {"SYST:CYC 5", undefined},
    {"SYST:CYC:RES?", undefined},
    {"OUTP?ON", undefined},
    {std::string(100, 'A'), undefined},
    {"*RST 1", not_allowed},
    {"*IDN? 1", not_allowed},
    {"OUTP? 1", not_allowed},
    {"OUTP:LAMP? RED", not_allowed},
    {"OUTP ON,OFF", not_allowed},
    {"SOUR:VOLT 3.6,3.7", not_allowed},
    {"OUTP", missing},
    {"SOUR:VOLT", missing},
    {"*ESE", missing},
    {"ROUT:SIM ", missing},
    {"SOUR:VOLT FOUR", data_type},
    {"SOUR:VOLT? FOUR", data_type},
    {"SOUR:VOLT \"4\"", data_type},
    {"SOUR:VOLT 4A", data_type},
    {"SOUR:VOLT 4KV", data_type},
    {"SOUR:VOLT 4.0.0", data_type},
    {"SOUR:VOLT 4E", data_type},
    {"SOUR:VOLT #H4", data_type},
    {"*ESE 4V", data_type},
    {"OUTP \"ON\"", data_type},
    {"ROUT:SIM 1", data_type},
    {"SOUR:VOLT 3.399", out_of_range},
    {"SOUR:VOLT 4.401", out_of_range},
    {"SOUR:VOLT -4", out_of_range},
    {"SOUR:VOLT 4E99999999999999999999", out_of_range},
    {"SOUR:CURR:LIM 0", out_of_range},
    {"SOUR:CURR:LIM 6", out_of_range},
    {"SYST:WATC -1", out_of_range},
    {"SYST:WATC 3601", out_of_range},
    {"*ESE 256", out_of_range},
    {"*SRE -1", out_of_range},
    {"OUTP MAYBE", illegal},
    {"OUTP 2", illegal},
    {"ROUT:SIM CHI", illegal},
    {"ROUT:SIM RED", illegal},
    {"OUTP:LAMP AMBE", illegal},
    {"ROUT:ANT COUPL", illegal},
};

}  // namespace

TEST_CASE("every mistake gets its standard error, once, and changes nothing") {
    for (const Mistake& mistake : mistakes) {
        JigUnderTest bench;
        CAPTURE(mistake.message);
        CHECK(bench.ask(mistake.message).empty());
        CHECK(bench.errors() == mistake.error);
        CHECK_FALSE(bench.driven.output);
        CHECK(bench.driven.supply_mv == 4000);
        CHECK(bench.driven.sim == Sim::chip);
        CHECK(bench.ask("*IDN?") == "STAPEL,JIG,J0001,1.0");
    }
}

TEST_CASE("the rest of a message is dropped after a command error, not after an execution error") {
    JigUnderTest bench;
    CHECK(bench.ask("*OPC?;BOGUS;*OPC?;:OUTP ON") == "1");
    CHECK_FALSE(bench.driven.output);
    CHECK(bench.ask("SOUR:VOLT 9;VOLT?;:OUTP ON") == "4.000");
    CHECK(bench.driven.output);
    CHECK(bench.errors() == undefined + " " + out_of_range);
}

TEST_CASE("errors come out oldest first") {
    JigUnderTest bench;
    bench.ask("BOGUS");
    bench.ask("OUTP");
    bench.ask("OUTP MAYBE");
    CHECK(bench.ask("SYST:ERR?;ERR?;ERR:NEXT?") == undefined + ";" + missing + ";" + illegal);
    CHECK(bench.ask("SYST:ERR?") == "0,\"No error\"");
}

TEST_CASE("a full queue ends in an overflow") {
    JigUnderTest bench;
    for (int count = 0; count < 16; ++count) bench.ask("BOGUS");
    bench.ask("OUTP");
    bench.ask("OUTP");
    for (int count = 0; count < 15; ++count) CHECK(bench.ask("SYST:ERR?") == undefined);
    CHECK(bench.ask("SYST:ERR?") == "-350,\"Queue overflow\"");
    CHECK(bench.ask("SYST:ERR?") == "0,\"No error\"");
    CHECK(bench.ask("*ESR?") == "168");  // power on, command error, device error
}

TEST_CASE("sixteen errors fit") {
    JigUnderTest bench;
    for (int count = 0; count < 16; ++count) bench.ask("BOGUS");
    for (int count = 0; count < 16; ++count) CHECK(bench.ask("SYST:ERR?") == undefined);
    CHECK(bench.ask("SYST:ERR?") == "0,\"No error\"");
}

TEST_CASE("a message longer than the input buffer is dropped whole") {
    JigUnderTest bench;
    CHECK(bench.ask("OUTP ON;" + std::string(300, ' ') + "OUTP ON").empty());
    CHECK_FALSE(bench.driven.output);
    CHECK(bench.errors() == "-363,\"Input buffer overrun\"");
    CHECK(bench.ask("OUTP ON" + std::string(Session::input_size - 7, ' ')).empty());
    CHECK(bench.driven.output);
    CHECK(bench.errors().empty());
}

TEST_CASE("an answer longer than the output buffer is dropped whole") {
    JigUnderTest bench;
    const std::string once = "*IDN?;*IDN?;*IDN?;*IDN?;*IDN?;*IDN?;*IDN?;*IDN?\n";  // 168 characters of answer
    std::string many;
    for (int count = 0; count < 13; ++count) many += once;
    const std::string answers = bench.send(bench.session, many);
    CHECK(answers.size() == 12 * 168);
    CHECK(answers.ends_with(",1.0\n"));
    CHECK(bench.errors() == "-430,\"Query DEADLOCKED\"");
}
