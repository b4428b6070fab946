#include "station/base/clock.hpp"
#include "station/base/failure.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace std::chrono_literals;

TEST_CASE("times are written as RFC 3339 with milliseconds") {
    CHECK(rfc3339(UtcTime(std::chrono::milliseconds(1772355907042))) == "2026-03-01T09:05:07.042Z");
}

TEST_CASE("module time divides plans but never starves a wait for an answer") {
    const Tempo fast{50};
    CHECK(fast.planned(30s) == 600ms);
    CHECK(fast.answer_wait(30s) == 1s);
    CHECK(fast.answer_wait(500ms) == 500ms);
    CHECK(fast.answer_wait(100s) == 2s);
    CHECK(fast.module_time(600ms) == 30s);
    CHECK(Tempo{}.answer_wait(30s) == 30s);
}

TEST_CASE("a sleep ends when its stop token fires") {
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(system_clock().sleep_until(system_clock().now() + 1h, stop.get_token()), Cancelled);
}
