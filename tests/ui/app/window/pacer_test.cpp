#include "ui/app/window/pacer.hpp"
#include "ui/app/window/scale.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::app;
using namespace std::chrono_literals;

namespace {

constexpr TimePoint start = TimePoint(1h), late = start + 1h;

/// Drawn until nothing but time can change the window.
Pacer at_rest(TimePoint at = start) {
    Pacer pacer;
    for (int i = 0; i < 3; ++i) pacer.drawn(at);
    return pacer;
}

}  // namespace

TEST_CASE("three frames come after a person did something, then none") {
    auto pacer = at_rest();
    CHECK(pacer.due(late) == late);
    pacer.touched();
    for (int i = 0; i < 3; ++i) {
        const auto last = start + i * Pacer::shortest;
        CHECK(pacer.due(late) == last + Pacer::shortest);
        pacer.drawn(last + Pacer::shortest);
    }
    CHECK(pacer.due(late) == late);
}

TEST_CASE("what the station tells is drawn ten times a second at most, and to its end") {
    auto pacer = at_rest();
    pacer.news();
    CHECK(pacer.due(late) == start + 100ms);
    for (int i = 1; i <= 50; ++i) {
        pacer.drawn(start + i * 100ms);
        pacer.news();
        CHECK(pacer.due(late) == start + i * 100ms + 100ms);
    }
    for (int i = 51; i <= 53; ++i) pacer.drawn(start + i * 100ms);
    CHECK(pacer.due(late) == late);
}

TEST_CASE("what changes with time is never drawn late") {
    auto pacer = at_rest();
    pacer.news();
    CHECK(pacer.due(start + 20ms) == start + 20ms);
    pacer.touched();
    CHECK(pacer.due(start + 1ms) == start + 1ms);
}

TEST_CASE("the clock's next second") {
    const UtcTime whole{std::chrono::seconds(1'795'513'287)};
    CHECK(next_second(start, whole) == start + 1s);
    CHECK(next_second(start, whole + 300ms) == start + 700ms);
    CHECK(next_second(start, whole + 999ms) == start + 1ms);
}

TEST_CASE("the scale leaves room for every screen's parts, and text its least size") {
    CHECK(drawn_scale(100, 1280, 720) == 100);
    CHECK(drawn_scale(150, 1280, 720) == 150);
    CHECK(drawn_scale(250, 1280, 720) == 166);
    CHECK(drawn_scale(250, 1920, 1080) == 250);
    CHECK(drawn_scale(250, 3840, 720) == 166);  // wide and low
    CHECK(drawn_scale(200, 640, 360) == 100);
    CHECK(drawn_scale(0, 1280, 720) == 100);
    CHECK(drawn_scale(900, 7680, 4320) == 250);
}
