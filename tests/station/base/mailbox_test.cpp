#include "station/base/mailbox.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace stapel;
using namespace std::chrono_literals;

TEST_CASE("values arrive in order and an empty box waits no longer than asked") {
    Mailbox<int> box;
    box.post(1);
    box.post(2);
    CHECK(box.take(system_clock().now(), {}) == 1);
    CHECK(box.take_all() == std::vector{2});
    CHECK_FALSE(box.take(system_clock().now(), {}).has_value());
}

TEST_CASE("a waiting reader is woken by a value and by stop") {
    Mailbox<int> box;
    std::jthread writer([&] { box.post(7); });
    CHECK(box.take(system_clock().now() + 10s, {}) == 7);
    std::stop_source stop;
    std::jthread stopper([&] { stop.request_stop(); });
    CHECK_FALSE(box.take(system_clock().now() + 1h, stop.get_token()).has_value());
}
