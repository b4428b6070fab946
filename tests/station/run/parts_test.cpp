// The small parts of a run: labels, verdicts, run ids, leases.
#include "station/run/label.hpp"
#include "station/run/leases.hpp"
#include "station/run/run_id.hpp"
#include "station/run/verdict.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace stapel;
using namespace stapel::run;
using namespace std::chrono_literals;

TEST_CASE("a label's parts may come in any order and any may be missing") {
    const auto full = parse_label("I863703001234567;C8970101123456789012;S000017");
    REQUIRE(full);
    CHECK(full->imei == "863703001234567");
    CHECK(full->iccid == "8970101123456789012");
    CHECK(full->serial == "S000017");
    const auto turned = parse_label("S000017;I863703001234567");
    REQUIRE(turned);
    CHECK(turned->imei == full->imei);
    CHECK(turned->iccid.empty());
}

TEST_CASE("what is no label is refused") {
    for (const auto* text : {"", ";", "S000017;", "X1", "S12345", "S12345678901", "I86370300123456", "I86370300123456x",
                             "C89701011234567", "S000017;S000018", "s000017", "S000017 "}) {
        CAPTURE(text);
        CHECK_FALSE(parse_label(text).has_value());
    }
}

TEST_CASE("run ids are UUIDs of version 7 and rise with time") {
    const UtcTime time(std::chrono::milliseconds(0x0192'3456'789ALL));
    const auto id = make_run_id(time);
    CHECK(id.size() == 36);
    CHECK(id.substr(0, 15) == "01923456-789a-7");
    CHECK(std::string("89ab").find(id[19]) != std::string::npos);
    CHECK(make_run_id(time) != id);
    CHECK(make_run_id(time + 1ms) > id);
}

namespace {

plan::Plan plan_of(std::initializer_list<const char*> steps) {
    plan::Plan plan;
    for (const auto* id : steps) {
        plan::Step step;
        step.id = id;
        plan.main.push_back(step);
    }
    return plan;
}

}  // namespace

TEST_CASE("a pass needs every step of the plan to have passed") {
    const auto plan = plan_of({"one", "two"});
    CHECK(judge(plan, {{"one", {Outcome::pass, "", ""}}, {"two", {Outcome::pass, "", ""}}}).outcome == Outcome::pass);
    CHECK(judge(plan, {{"one", {Outcome::pass, "", ""}}}).outcome == Outcome::error);
    CHECK(judge(plan, {}).outcome == Outcome::error);
    CHECK(judge(plan, {{"one", {Outcome::pass, "", ""}}, {"two", {Outcome::skipped, "", ""}}}).outcome == Outcome::error);
}

TEST_CASE("the gravest outcome counts, and of equal ones the first") {
    const auto plan = plan_of({"one", "two", "three"});
    const auto verdict = judge(plan, {{"one", {Outcome::fail, "E-1", ""}},
                                      {"two", {Outcome::skipped, "", ""}},
                                      {"three", {Outcome::fail, "E-3", ""}}});
    CHECK(verdict.outcome == Outcome::fail);
    CHECK(verdict.failed_step == "one");
    CHECK(judge(plan, {{"one", {Outcome::fail, "E-1", ""}}, {"two", {Outcome::error, "E-2", ""}}}).code == "E-2");
    CHECK(judge(plan, {{"one", {Outcome::aborted, "E-4", ""}}, {"two", {Outcome::error, "E-2", ""}}}).outcome ==
          Outcome::aborted);
}

TEST_CASE("teardown decides only when nothing failed before it") {
    auto plan = plan_of({"flash"});
    plan.teardown = plan_of({"off"}).main;
    const StepVerdict off_failed{Outcome::error, "E-306", ""};
    CHECK(judge(plan, {{"flash", {Outcome::fail, "E-214", ""}}, {"off", off_failed}}).code == "E-214");
    CHECK(judge(plan, {{"flash", {Outcome::pass, "", ""}}, {"off", off_failed}}).outcome == Outcome::error);
}

TEST_CASE("an instrument goes to one site at a time, first come first served") {
    LeaseBroker broker({"gsm_modem"});
    auto first = std::make_unique<LeaseBroker::Lease>(
        broker.acquire("gsm_modem", {1, "reference RSSI"}, TimePoint::max(), {}));
    std::vector<int> order;
    std::jthread second([&] {
        const auto lease = broker.acquire("gsm_modem", {2, "SMS"}, TimePoint::max(), {});
        order.push_back(2);
    });
    while (broker.queue("gsm_modem").size() < 2) std::this_thread::yield();
    std::jthread third([&] {
        const auto lease = broker.acquire("gsm_modem", {3, "SMS"}, TimePoint::max(), {});
        order.push_back(3);
    });
    while (broker.queue("gsm_modem").size() < 3) std::this_thread::yield();
    CHECK(broker.queue("gsm_modem").front().reason == "reference RSSI");
    first.reset();
    second.join();
    third.join();
    CHECK(order == std::vector{2, 3});
    CHECK(broker.queue("gsm_modem").empty());
}

TEST_CASE("whoever looks after the instruments hears of every change of their queues") {
    int moves = 0;
    LeaseBroker broker({"gsm_modem", "label_printer"}, [&] { ++moves; });
    {
        const auto lease = broker.acquire("gsm_modem", {1, "reference RSSI"}, TimePoint::max(), {});
        CHECK(moves == 1);
        CHECK_THROWS_AS(broker.acquire("gsm_modem", {2, "SMS"}, system_clock().now(), {}), Failure);
        CHECK(moves == 3);
        const auto queues = broker.queues();
        REQUIRE(queues.size() == 2);
        CHECK(queues[0].first == "gsm_modem");
        CHECK(queues[0].second.at(0).site == 1);
        CHECK(queues[1].second.empty());
    }
    CHECK(moves == 4);
}

TEST_CASE("who waits in vain for an instrument learns who holds it") {
    LeaseBroker broker({"gsm_modem"});
    const auto lease = broker.acquire("gsm_modem", {1, "reference RSSI"}, TimePoint::max(), {});
    try {
        (void)broker.acquire("gsm_modem", {2, "SMS"}, system_clock().now(), {});
        FAIL("the instrument is taken");
    } catch (const Failure& failure) {
        CHECK(failure.code() == Code::instrument_leased);
        CHECK(failure.detail() == "gsm_modem is held by site 1: reference RSSI");
    }
    CHECK(broker.queue("gsm_modem").size() == 1);
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(broker.acquire("gsm_modem", {2, "SMS"}, TimePoint::max(), stop.get_token()), Cancelled);
    CHECK_THROWS_AS(broker.acquire("label_printer", {2, "label"}, TimePoint::max(), {}), Failure);
}
