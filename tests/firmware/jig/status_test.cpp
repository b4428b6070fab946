#include "tests/firmware/jig/jig_under_test.hpp"

#include <catch2/catch.hpp>

using namespace stapel::firmware::jig;

TEST_CASE("events tell the class of an error, and are cleared by reading") {
    JigUnderTest bench;
    CHECK(bench.ask("*ESR?") == "128");
    CHECK(bench.ask("*ESR?") == "0");
    bench.ask("BOGUS");
    CHECK(bench.ask("*ESR?") == "32");
    bench.ask("SOUR:VOLT 9");
    CHECK(bench.ask("*ESR?") == "16");
    bench.ask("SYST:WATC 1");
    bench.pass(1000);
    CHECK(bench.ask("*ESR?") == "8");
    report(bench.jig.status, errors::deadlocked);
    CHECK(bench.ask("*ESR?") == "4");
    bench.ask("*OPC");
    CHECK(bench.ask("*ESR?") == "1");
}

TEST_CASE("the status byte sums up queue, answers and events") {
    JigUnderTest bench;
    bench.ask("*CLS");
    CHECK(bench.ask("*STB?") == "0");
    CHECK(bench.ask("*OPC?;*STB?") == "1;16");
    bench.ask("BOGUS");
    CHECK(bench.ask("*STB?") == "4");
    bench.ask("*ESE 32");
    CHECK(bench.ask("*STB?") == "36");
    bench.ask("*SRE 32");
    CHECK(bench.ask("*STB?") == "100");
    CHECK(bench.ask("SYST:ERR?;*ESR?;*CLS;*STB?") == "-113,\"Undefined header\";32;16");
}

TEST_CASE("clearing empties events and queue and leaves the enable registers") {
    JigUnderTest bench;
    bench.ask("*ESE 32;*SRE 4");
    bench.ask("BOGUS");
    bench.ask("*CLS");
    CHECK(bench.ask("*ESR?;*STB?;*ESE?;*SRE?") == "0;16;32;4");
    CHECK(bench.errors().empty());
}
