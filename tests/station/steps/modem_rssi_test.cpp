// The transceiver's signal beside the reference modem's.
#include "tests/station/steps/port_double.hpp"
#include "tests/station/steps/step_rig.hpp"
#include "tests/station/steps/transceiver_double.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using test::PortDouble;
using test::StepRig;
using test::TransceiverDouble;

namespace {

TransceiverDouble with_signal(std::deque<std::string> answers) {
    TransceiverDouble transceiver;
    transceiver.state().answers["+CSQ"] = std::move(answers);
    return transceiver;
}

/// A site with a transceiver that tells CSQ 17, 99, 18, 18 ..., and what the fixture shares.
struct Bench {
    explicit Bench(const std::map<std::string, std::string>& shared,
                   TransceiverDouble transceiver = with_signal({"+CSQ: 17,99", "+CSQ: 99,99", "+CSQ: 18,99"}))
        : port({.answer = std::move(transceiver)}), rig({{"modem", port.address()}}) {
        fixture.shared = shared;
        rig.instruments = &instruments;
    }

    std::optional<Failure> run() {
        return rig.run("modem.rssi", {{"samples", "5"}, {"over", "5 s"}, {"reference_within", "1 s"}});
    }
    void demand_reference() {
        plan::Limit limit;
        limit.min = -5;
        limit.max = 5;
        limit.unit = plan::find_unit("");
        rig.limits["difference"] = limit;
    }

    PortDouble port;
    StepRig rig;
    run::FixtureFile fixture{};
    transport::Tape tape{system_clock()};
    run::LeaseBroker broker{{"gsm_modem"}};
    run::Instruments instruments{1, fixture, broker, system_clock(), tape};
};

Code code_of(const std::optional<Failure>& failure) {
    REQUIRE(failure);
    INFO(failure->what());
    return failure->code();
}

}  // namespace

TEST_CASE("the medians of transceiver and reference modem are compared in steps of CSQ") {
    PortDouble reference({.answer = with_signal({"+CSQ: 20,99", "+CSQ: 99,99", "+CSQ: 21,99"})});
    Bench bench({{"gsm_modem", reference.address()}});
    bench.demand_reference();
    CHECK_FALSE(bench.run());
    CHECK(bench.rig.number("csq") == 18);
    CHECK(bench.rig.number("rssi_dbm") == -77);  // protocols 3.4: -113 + 2 n
    CHECK(bench.rig.number("spread") == 1);
    CHECK(bench.rig.number("samples") == 5);
    CHECK(bench.rig.number("reference_csq") == 21);
    CHECK(bench.rig.number("difference") == -3);
}

TEST_CASE("a module far below the reference modem is weak, however strong the cell") {
    PortDouble reference({.answer = with_signal({"+CSQ: 31,99"})});
    Bench bench({{"gsm_modem", reference.address()}});
    bench.demand_reference();
    CHECK(code_of(bench.run()) == Code::signal_weak);
}

TEST_CASE("a transceiver without a signal is not compared") {
    Bench bench({}, with_signal({"+CSQ: 99,99"}));
    CHECK(code_of(bench.run()) == Code::no_signal);
    CHECK_FALSE(bench.rig.measured("reference_csq"));
}

TEST_CASE("a reference modem that is missing or cannot be used matters only to a plan that compares") {
    PortDouble deaf({.answer = with_signal({"+CSQ: 99,99"})}), silent({});
    const std::string reference = GENERATE("none", "deaf", "silent");
    std::map<std::string, std::string> shared;
    if (reference == "deaf") shared["gsm_modem"] = deaf.address();
    if (reference == "silent") shared["gsm_modem"] = silent.address();
    CAPTURE(reference);
    Bench bench(shared);
    CHECK_FALSE(bench.run());
    CHECK_FALSE(bench.rig.measured("difference"));
    REQUIRE(bench.rig.logged().size() == 1);
    CHECK(bench.rig.logged()[0].starts_with("info: no reference signal: "));
    bench.demand_reference();
    const auto failure = bench.run();
    CHECK(code_of(failure) == (shared.empty() ? Code::channel_missing : Code::reference_unusable));
    CHECK(failure->detail().find("E-2") == std::string::npos);  // no module's code for the jig's modem
}
