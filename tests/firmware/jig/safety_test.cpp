#include "tests/firmware/jig/jig_under_test.hpp"

#include <catch2/catch.hpp>

using namespace stapel::firmware::jig;

namespace {

const std::string watchdog = "-300,\"Watchdog\"";
const std::string lid_opened = "-300,\"Lid opened\"";
const std::string tripped = "-310,\"Output tripped\"";
const std::string conflict = "-221,\"Settings conflict\"";

}  // namespace

TEST_CASE("the output stays off over an open lid") {
    JigUnderTest bench;
    bench.inputs.lid_closed = false;
    CHECK(bench.ask("OUTP ON;OUTP?") == "0");
    CHECK_FALSE(bench.driven.output);
    CHECK(bench.errors() == conflict);
    bench.ask("OUTP OFF");
    CHECK(bench.errors().empty());
}

TEST_CASE("opening the lid switches the output off, and nothing else") {
    JigUnderTest bench;
    bench.ask("ROUT:BOOT ON;RES OFF;:OUTP ON");
    bench.inputs.lid_closed = false;
    bench.pass(1);
    CHECK_FALSE(bench.driven.output);
    CHECK(bench.driven.boot);
    CHECK_FALSE(bench.driven.reset);
    CHECK(bench.errors() == lid_opened);
    bench.inputs.lid_closed = true;
    bench.pass(1);
    CHECK_FALSE(bench.driven.output);
    CHECK(bench.errors().empty());
}

TEST_CASE("opening the lid while the output is off is no error") {
    JigUnderTest bench;
    bench.inputs.lid_closed = false;
    bench.pass(1);
    CHECK(bench.errors().empty());
}

TEST_CASE("a trip switches the output off") {
    JigUnderTest bench;
    bench.ask("OUTP ON");
    bench.inputs.tripped = true;
    bench.pass(1);
    CHECK_FALSE(bench.driven.output);
    CHECK(bench.errors() == tripped);
}

TEST_CASE("a short is noticed within the message that switches on") {
    JigUnderTest bench;
    bench.inputs.tripped = true;
    CHECK(bench.ask("OUTP ON;OUTP?") == "0");
    CHECK(bench.errors() == tripped);
}

TEST_CASE("the watchdog brings the safe state after silence, once") {
    JigUnderTest bench;
    bench.ask("SYST:WATC 2;:ROUT:BOOT ON;RES OFF;:OUTP ON");
    bench.pass(1999);
    CHECK(bench.driven.output);
    bench.pass(1);
    CHECK_FALSE(bench.driven.output);
    CHECK_FALSE(bench.driven.boot);
    CHECK(bench.driven.reset);
    bench.pass(10'000);
    CHECK(bench.errors() == watchdog);
}

TEST_CASE("the watchdog watches again after the next message") {
    JigUnderTest bench;
    bench.ask("SYST:WATC 0.5");
    bench.pass(500);
    CHECK(bench.errors() == watchdog);
    bench.pass(500);
    CHECK(bench.errors() == watchdog);
}

TEST_CASE("every message of every session feeds the watchdog, an empty line does not") {
    JigUnderTest bench;
    Session other{};
    bench.ask("SYST:WATC 2;:OUTP ON");
    bench.pass(1500);
    bench.ask(other, "BOGUS");
    bench.pass(1500);
    CHECK(bench.driven.output);
    bench.ask("*WAI");
    bench.pass(1500);
    CHECK(bench.driven.output);
    bench.ask(other, "");
    bench.pass(500);
    CHECK_FALSE(bench.driven.output);
}

TEST_CASE("a message that comes too late does not hide that the watchdog was due") {
    JigUnderTest bench;
    bench.ask("SYST:WATC 2;:OUTP ON");
    bench.now_ms += 2000;
    CHECK(bench.ask("OUTP?;:SYST:ERR?") == "0;" + watchdog);
}

TEST_CASE("zero switches the watchdog off") {
    JigUnderTest bench;
    bench.ask("OUTP ON");
    bench.pass(1'000'000);
    CHECK(bench.driven.output);
    bench.ask("SYST:WATC 2;WATC 0");
    bench.pass(1'000'000);
    CHECK(bench.driven.output);
    CHECK(bench.errors().empty());
}

TEST_CASE("the clock may wrap around") {
    JigUnderTest bench;
    bench.now_ms = UINT32_MAX - 999;
    bench.ask("SYST:WATC 2;:OUTP ON");
    bench.pass(1999);
    CHECK(bench.driven.output);
    bench.pass(1);
    CHECK_FALSE(bench.driven.output);
}

TEST_CASE("the jig says how long it may sleep") {
    JigUnderTest bench;
    CHECK(time_to_wake_ms(bench.jig, bench.now_ms) == no_wake);
    bench.ask("SYST:WATC 2");
    CHECK(time_to_wake_ms(bench.jig, bench.now_ms) == 2000);
    bench.pass(1990);
    CHECK(time_to_wake_ms(bench.jig, bench.now_ms) == 10);
    CHECK(time_to_wake_ms(bench.jig, bench.now_ms + 11) == 0);
    bench.pass(10);
    CHECK(time_to_wake_ms(bench.jig, bench.now_ms) == no_wake);
    bench.ask("SYST:WATC 2;:OUTP ON");
    CHECK(time_to_wake_ms(bench.jig, bench.now_ms) == 20);  // lid and trip
}

TEST_CASE("lid closings are counted and kept") {
    JigUnderTest bench;
    CHECK(bench.ask("SYST:CYC?") == "41");  // the lid that stood closed at the start is none
    for (int count = 0; count < 2; ++count) {
        bench.inputs.lid_closed = false;
        bench.pass(1);
        bench.inputs.lid_closed = true;
        bench.pass(1);
        bench.pass(1);
    }
    CHECK(bench.ask("SYST:CYC?") == "43");
    CHECK(bench.stored_cycles == std::vector<std::uint32_t>{42, 43});
    bench.ask("SYST:CYC:RES");
    CHECK(bench.stored_cycles.back() == 0);
}
