#include "station/run/jig_thread.hpp"
#include "tests/station/run/jig_double.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <mutex>

using namespace stapel;
using namespace stapel::run;
using namespace std::chrono_literals;

namespace {

JigThread::Opener opener(test::JigDouble& jig) {
    return [&jig](std::stop_token) { return jig.connect(); };
}

Code code_thrown(const std::function<void()>& act) {
    try {
        act();
    } catch (const Failure& failure) {
        return failure.code();
    }
    FAIL("a failure was expected");
    return Code::internal;
}

/// What an interrupt was fired with, once it was.
Code fired(const Interrupt& interrupt) {
    const auto& clock = system_clock();
    while (!interrupt.why()) clock.sleep_until(clock.now() + 5ms, {});
    return interrupt.why()->code();
}

}  // namespace

TEST_CASE("the jig's watchdog is armed before anything else and the jig is left safe") {
    test::JigDouble jig;
    {
        JigThread thread(opener(jig), system_clock());
        thread.prove_well({});
        CHECK(thread.state().answers);
    }
    const auto heard = jig.heard();
    REQUIRE(heard.size() >= 4);
    CHECK(heard[0] == "*IDN?");
    CHECK(heard[1] == "*CLS;:OUTP OFF;:ROUT:BOOT OFF;:ROUT:RES ON;:SYST:WATC 2");
    CHECK(jig.heard_message("OUTP OFF;:ROUT:BOOT OFF;:ROUT:RES ON"));
    CHECK(jig.heard_message("SYST:WATC 0"));
}

TEST_CASE("an entry of the error queue becomes the failure that it means and fires the watched interrupt") {
    const std::vector<std::pair<std::string, Code>> entries{
        {"-300,\"Lid opened\"", Code::lid_opened},   {"-300,\"Watchdog\"", Code::jig_watchdog},
        {"-310,\"Output tripped\"", Code::supply_shorted}, {"-222,\"Data out of range\"", Code::jig_error}};
    for (const auto& [entry, code] : entries) {
        CAPTURE(entry);
        test::JigDouble jig;
        JigThread thread(opener(jig), system_clock());
        const auto interrupt = std::make_shared<Interrupt>();
        thread.prove_well({});
        thread.watch(interrupt, TimePoint::max(), JigThread::Watch::trouble);
        jig.set("SYST:ERR?", entry);
        CHECK(fired(*interrupt) == code);
        CHECK(code_thrown([&] { thread.prove_well({}); }) == code);
        thread.forget_trouble();
        CHECK_NOTHROW(thread.prove_well({}));
    }
}

TEST_CASE("trouble that is there already fires an interrupt at once, but not one that waits for its deadline only") {
    test::JigDouble jig;
    JigThread thread(opener(jig), system_clock());
    jig.set("SYST:ERR?", "-300,\"Watchdog\"");
    CHECK(code_thrown([&] { thread.prove_well({}); }) == Code::jig_watchdog);
    const auto guarded = std::make_shared<Interrupt>();
    thread.watch(guarded, TimePoint::max(), JigThread::Watch::trouble);
    CHECK(guarded->why().has_value());
    const auto teardown = std::make_shared<Interrupt>();
    thread.watch(teardown, TimePoint::max(), JigThread::Watch::deadline_only);
    CHECK_FALSE(teardown->why().has_value());
    thread.watch(teardown, system_clock().now(), JigThread::Watch::deadline_only);
    CHECK(fired(*teardown) == Code::step_timed_out);
}

TEST_CASE("a jig that falls silent, talks nonsense or is another device is told apart") {
    test::JigDouble jig;
    SECTION("silent") {
        jig.fall_silent();
        JigThread thread(opener(jig), system_clock());
        CHECK(code_thrown([&] { thread.prove_well({}); }) == Code::jig_silent);
        CHECK_FALSE(thread.state().answers);
    }
    SECTION("nonsense") {
        jig.set("OUTP?", "perhaps");
        JigThread thread(opener(jig), system_clock());
        CHECK(code_thrown([&] { thread.prove_well({}); }) == Code::jig_answer);
    }
    SECTION("foreign") {
        jig.set("*IDN?", "HEWLETT-PACKARD,34401A,0,10-5-2");
        JigThread thread(opener(jig), system_clock());
        CHECK(code_thrown([&] { thread.prove_well({}); }) == Code::jig_foreign);
    }
    SECTION("gone and plugged in again") {
        bool there = false;
        JigThread thread(
            [&](std::stop_token) -> std::unique_ptr<transport::Stream> {
                if (!there) throw Failure(Code::channel_gone, "unplugged");
                return jig.connect();
            },
            system_clock());
        CHECK(code_thrown([&] { thread.prove_well({}); }) == Code::channel_gone);
        there = true;
        thread.forget_trouble();
        CHECK_NOTHROW(thread.prove_well({}));
    }
}

TEST_CASE("closings are those that the jig counts, so none is missed between two looks") {
    test::JigDouble jig;
    jig.set("INP:LID?", "0");
    JigThread thread(opener(jig), system_clock());
    thread.prove_well({});
    CHECK(thread.state().lid_closings == 0);
    jig.set("INP:LID?", "1");
    jig.set("SYST:CYC?", "6");
    thread.prove_well({});
    CHECK(thread.state().lid_closings == 1);
    jig.set("SYST:CYC?", "7");  // opened and closed within a moment
    thread.prove_well({});
    CHECK(thread.state().lid_closings == 2);
    CHECK(thread.state().cycles == 7);
}

TEST_CASE("a lid that is opened puts the lamp out, and is trouble for a step that is watched") {
    test::JigDouble jig;
    JigThread thread(opener(jig), system_clock());
    thread.prove_well({});
    jig.set("INP:LID?", "0");
    thread.prove_well({});
    const auto& clock = system_clock();
    while (!jig.heard_message("OUTP:LAMP OFF")) clock.sleep_until(clock.now() + 1ms, {});
    const auto interrupt = std::make_shared<Interrupt>();
    thread.watch(interrupt, TimePoint::max(), JigThread::Watch::trouble);
    CHECK(fired(*interrupt) == Code::lid_opened);
}

TEST_CASE("a lid that stands closed over an occupied nest counts as closing once") {
    test::JigDouble jig;
    jig.set("INP:LID?", "1");
    SECTION("occupied") {
        JigThread thread(opener(jig), system_clock());
        thread.prove_well({});
        CHECK(thread.state().lid_closings == 1);
    }
    SECTION("empty") {
        jig.set("INP:NEST?", "0");
        JigThread thread(opener(jig), system_clock());
        thread.prove_well({});
        CHECK(thread.state().lid_closings == 0);
    }
}

TEST_CASE("what a look shows is told when it differs from the look before, trouble too") {
    test::JigDouble jig;
    std::mutex mutex;
    std::vector<std::pair<JigState, bool>> told;
    JigThread thread(opener(jig), system_clock(), [&](const JigState& state, bool in_trouble) {
        const std::lock_guard lock(mutex);
        told.emplace_back(state, in_trouble);
    });
    for (int look = 0; look < 3; ++look) thread.prove_well({});
    jig.set("INP:LID?", "0");
    thread.prove_well({});
    jig.set("SYST:ERR?", "-300,\"Watchdog\"");
    CHECK(code_thrown([&] { thread.prove_well({}); }) == Code::jig_watchdog);
    const std::lock_guard lock(mutex);
    REQUIRE(told.size() == 3);
    CHECK(told[0].first.lid_closed);
    CHECK_FALSE(told[1].first.lid_closed);
    CHECK_FALSE(told[1].second);
    CHECK(told[2].second);
}

TEST_CASE("a person's message is carried out whole, and the watchdog armed behind it") {
    test::JigDouble jig;
    JigThread thread(opener(jig), system_clock());
    CHECK(thread.say("CAL:DUE?", {}).line == "2030-01-31");
    CHECK(thread.say("SYST:WATC 0", {}).line.empty());
    jig.set("SYST:ERR?", "-222,\"Data out of range\"");
    const auto wrong = thread.say("SOUR:VOLT 9", {});
    REQUIRE(wrong.errors.size() == 1);
    CHECK(wrong.errors[0].number == -222);
    CHECK_FALSE(thread.trouble().has_value());
    thread.prove_well({});
    const auto heard = jig.heard();
    const auto zero = std::ranges::find(heard, "SYST:WATC 0");
    CHECK(std::find(zero, heard.end(), "SYST:WATC 2") != heard.end());
}

TEST_CASE("switching off interrupts an exchange that waits for its answer") {
    test::JigDouble jig;
    JigThread thread(opener(jig), system_clock());
    thread.prove_well({});
    std::jthread step([&] {
        try {
            (void)thread.query("NEVER:ANSWERED?", {});
        } catch (const Failure&) {
        }
    });
    const auto& clock = system_clock();
    while (!jig.heard_message("NEVER:ANSWERED?")) clock.sleep_until(clock.now() + 1ms, {});
    thread.switch_off();
    while (!jig.heard_message("OUTP OFF;:ROUT:BOOT OFF;:ROUT:RES ON")) clock.sleep_until(clock.now() + 1ms, {});
    const auto heard = jig.heard();
    const auto asked = std::ranges::find(heard, "NEVER:ANSWERED?");
    CHECK(std::find(asked, heard.end(), "OUTP OFF;:ROUT:BOOT OFF;:ROUT:RES ON") != heard.end());
}
