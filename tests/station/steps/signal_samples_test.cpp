#include "station/steps/signal_samples.hpp"
#include "tests/station/steps/step_rig.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace stapel;

namespace {

/// Runs `steps::measure_signal` over a modem that answers these values again and again; 99 is none.
class Answers {
public:
    explicit Answers(std::vector<int> values) : values_(std::move(values)) {}
    std::optional<int> operator()() {
        const int value = values_[next_++ % values_.size()];
        return value == 99 ? std::nullopt : std::optional(value);
    }

private:
    std::vector<int> values_;
    std::size_t next_ = 0;
};

}  // namespace

TEST_CASE("the median of the samples is judged, the spread recorded, and 99 is no sample") {
    const std::map<std::string, std::string> with{{"samples", "5"}, {"over", "5 s"}, {"scale", "3GPP"}};
    CHECK(steps::median_of({14, 19, 20}) == 19);
    CHECK(steps::median_of({14, 19, 20, 31}) == 19);
    CHECK(steps::median_of({7}) == 7);
    // a step that takes its samples from a script
    const auto step = [](run::StepContext& context) {
        Answers answers({19, 99, 21, 18, 99, 20, 19});
        const auto samples = steps::sample_signal(context, [&] { return answers(); });
        CHECK(samples == std::vector{18, 19, 19, 20, 21});
        steps::measure_signal(context, samples);
    };
    test::StepRig rig;
    CHECK_FALSE(rig.run("module.rssi", step, with));
    CHECK(rig.number("csq") == 19);
    CHECK(rig.number("rssi_dbm") == -75);  // protocols 3.4: -113 + 2 n
    CHECK(rig.number("spread") == 3);
    CHECK(rig.number("samples") == 5);
}

TEST_CASE("dBm follow the scale that the plan names") {
    const std::map<std::string, std::string> with{{"samples", "1"}, {"over", "1 s"}, {"scale", "SIMCom"}};
    test::StepRig rig;
    CHECK_FALSE(rig.run("module.rssi", [](run::StepContext& context) {
        steps::measure_signal(context, steps::sample_signal(context, [] { return std::optional(19); }));
    }, with));
    CHECK(rig.number("rssi_dbm") == -76);  // protocols 3.4: -110 + 2 (n - 2)
}

TEST_CASE("a transceiver that never knows its signal has none") {
    test::StepRig rig;
    const auto failure = rig.run("module.rssi", [](run::StepContext& context) {
        int asked = 0;
        const auto samples = steps::sample_signal(context, [&]() -> std::optional<int> { ++asked; return std::nullopt; });
        CHECK(asked == 30);  // three times as often as samples are wanted, then it is enough
        steps::measure_signal(context, samples);
    });
    REQUIRE(failure);
    CHECK(failure->code() == Code::no_signal);
    CHECK(rig.number("samples") == 0);
}

TEST_CASE("a weak signal fails by the plan's limit") {
    test::StepRig rig;
    plan::Limit limit;
    limit.min = 14;
    limit.unit = plan::find_unit("");
    rig.limits["csq"] = limit;
    const auto failure = rig.run("module.rssi", [](run::StepContext& context) {
        steps::measure_signal(context, steps::sample_signal(context, [] { return std::optional(4); }));
    });
    REQUIRE(failure);
    CHECK(failure->code() == Code::signal_weak);
    CHECK(failure->detail() == "csq: expected 14 to open, found 4");
}
