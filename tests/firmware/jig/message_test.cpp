#include "tests/firmware/jig/jig_under_test.hpp"

#include <catch2/catch.hpp>

#include <iterator>
#include <random>

using namespace stapel::firmware::jig;

TEST_CASE("headers after a semicolon are looked up below the node of the one before") {
    JigUnderTest bench;
    CHECK(bench.ask("SOUR:VOLT 3.7;CURR:LIM 1.5;:SOUR:VOLT?;CURR:LIM?") == "3.700;1.500");
    CHECK(bench.ask("SYST:ERR?;VERS?;:OUTP?;OUTP:LAMP?") == "0,\"No error\";1999.0;0;OFF");
    CHECK(bench.ask("OUTP:STAT OFF;LAMP BLUE;LAMP?") == "BLUE");
    CHECK(bench.errors().empty());
}

TEST_CASE("the path does not climb by itself") {
    JigUnderTest bench;
    bench.ask("SOUR:VOLT 3.7;OUTP ON");
    CHECK(bench.errors() == "-113,\"Undefined header\"");
    bench.ask("SOUR:CURR:LIM 1;VOLT 3.8");  // below CURRent there is no VOLTage
    CHECK(bench.errors() == "-113,\"Undefined header\"");
    bench.ask("OUTP OFF;LAMP RED");  // the node that was written is OUTPut, at the root
    CHECK(bench.errors() == "-113,\"Undefined header\"");
}

TEST_CASE("common commands leave the path alone") {
    JigUnderTest bench;
    CHECK(bench.ask("SOUR:VOLT 3.7;*OPC?;VOLT?;*ESE?;CURR:LIM?") == "1;3.700;0;2.000");
    CHECK(bench.errors().empty());
}

TEST_CASE("each message starts at the root") {
    JigUnderTest bench;
    CHECK(bench.send(bench.session, "SOUR:VOLT?\nVOLT?\nSOUR:VOLT?\n") == "4.000\n4.000\n");
    CHECK(bench.errors() == "-113,\"Undefined header\"");
}

TEST_CASE("white space is where the standard allows it") {
    JigUnderTest bench;
    CHECK(bench.ask("  *IDN? \r") == "STAPEL,JIG,J0001,1.0");
    CHECK(bench.ask("\tSOUR:VOLT\t3.7 V ; VOLT? ; ; *OPC? ;") == "3.700;1");
    CHECK(bench.ask("").empty());
    CHECK(bench.ask("\r").empty());
    CHECK(bench.ask(" ; ;").empty());
    CHECK(bench.errors().empty());
    bench.ask("SOUR :VOLT 3.8");
    CHECK(bench.errors() == "-113,\"Undefined header\"");
}

TEST_CASE("a leading colon is allowed") {
    JigUnderTest bench;
    CHECK(bench.ask(":SOUR:VOLT?") == "4.000");
}

TEST_CASE("a message may come in pieces, and several in one") {
    JigUnderTest bench;
    CHECK(bench.send(bench.session, "*ID").empty());
    CHECK(bench.send(bench.session, "N?").empty());
    CHECK(bench.send(bench.session, "\n*OPC?\n*OP") == "STAPEL,JIG,J0001,1.0\n1\n");
    CHECK(bench.send(bench.session, "C?\n") == "1\n");
}

TEST_CASE("an unfinished message is dropped after one and a half seconds of silence") {
    JigUnderTest bench;
    bench.send(bench.session, "OUTP O");
    bench.pass(1499);
    CHECK(bench.send(bench.session, "N\n").empty());
    CHECK(bench.driven.output);
    bench.send(bench.session, "OUTP O");
    bench.pass(1500);
    CHECK(bench.send(bench.session, "*OPC?\n") == "1\n");
    CHECK(bench.errors().empty());
}

TEST_CASE("sessions have their own messages and answers and share the jig") {
    JigUnderTest bench;
    Session other{};
    bench.send(bench.session, "SOUR:VO");
    CHECK(bench.ask(other, "*OPC?") == "1");
    CHECK(bench.send(bench.session, "LT 3.9\n").empty());
    CHECK(bench.ask(other, "SOUR:VOLT?") == "3.900");
    bench.ask(other, "BOGUS");
    CHECK(bench.ask("SYST:ERR?") == "-113,\"Undefined header\"");
    CHECK(bench.ask(other, "SYST:ERR?") == "0,\"No error\"");
}

TEST_CASE("no message whatever switches on over an open lid or breaks the jig") {
    const std::string_view pieces[] = {"OUTP ON", "OUTP", ":STAT", ":",    ";", " ",  "1",   "?",
                                       "\n",      "\n",   "\r",    "*IDN?", "V", "4E", ",\"", "SOUR:VOLT"};
    JigUnderTest bench;
    bench.inputs.lid_closed = false;
    std::minstd_rand random(1);
    for (int count = 0; count < 100'000; ++count) {
        const std::size_t drawn = random() % 20;
        const std::string any(1, static_cast<char>(random() & 0xFF));
        bench.send(bench.session, drawn < std::size(pieces) ? pieces[drawn] : any);
        REQUIRE_FALSE(bench.driven.output);
    }
    bench.send(bench.session, "\n");
    CHECK((std::stoi(bench.ask("*ESR?")) & event::execution_error) != 0);  // it was really tried
    CHECK(bench.ask("*IDN?") == "STAPEL,JIG,J0001,1.0");
}
