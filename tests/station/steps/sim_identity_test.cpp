// PIN and ICCID, as the step makes of what a transceiver answers.
#include "tests/station/steps/port_double.hpp"
#include "tests/station/steps/step_rig.hpp"
#include "tests/station/steps/transceiver_double.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using test::StepRig;
using test::TransceiverDouble;

namespace {

constexpr auto iccid = "89701010085350004087";  // protocols 3.7, valid over its 20 digits
constexpr auto pin = "73915206";

/// One reading of a SIM.
struct Reading {
    explicit Reading(TransceiverDouble transceiver, const std::string& plan_pin = {}, const std::string& label = {}) {
        test::PortDouble port({.answer = std::move(transceiver)});
        StepRig rig({{"modem", port.address()}});
        rig.prepared.pin = plan_pin;
        rig.facts.label.iccid = label;
        failure = rig.run("sim.identity");
        iccid = rig.measured("iccid") ? rig.text("iccid") : "";
        check = rig.measured("iccid_check") ? rig.text("iccid_check") : "";
        state = rig.measured("pin_state") ? rig.text("pin_state") : "";
        log = rig.logged();
        held_in_reset = rig.jig.heard_message("ROUT:RES ON;:ROUT:BOOT OFF");
    }
    [[nodiscard]] Code code() const {
        REQUIRE(failure);
        INFO(failure->what());
        CHECK(failure->detail().find(pin) == std::string::npos);
        return failure->code();
    }

    std::optional<Failure> failure{};
    std::string iccid{}, check{}, state{};
    std::vector<std::string> log{};
    bool held_in_reset = false;
};

/// Its SIM asks for the PIN.
TransceiverDouble locked(int tries = 3) {
    TransceiverDouble transceiver;
    auto& state = transceiver.state();
    state.sim = "SIM PIN";
    state.pin = pin;
    state.asks_for_pin = true;
    state.tries = tries;
    return transceiver;
}

}  // namespace

TEST_CASE("a SIM that asks for nothing is read and left as it is, the host held in reset") {
    TransceiverDouble transceiver;
    const Reading reading(transceiver, pin, iccid);
    CHECK_FALSE(reading.failure);
    CHECK(reading.held_in_reset);
    CHECK(reading.iccid == iccid);
    CHECK(reading.check == "good");
    CHECK(reading.state == "ready");
    CHECK(reading.log.empty());
    CHECK_FALSE(transceiver.heard("+CPIN="));
    CHECK_FALSE(transceiver.heard("+CLCK="));
}

TEST_CASE("a SIM that asks for the plan's PIN gets it once and never asks again") {
    auto transceiver = locked();
    const Reading reading(transceiver, pin);
    CHECK_FALSE(reading.failure);
    CHECK(reading.state == "unlocked");
    CHECK_FALSE(transceiver.state().asks_for_pin);
    CHECK(transceiver.state().tries == 3);
}

TEST_CASE("no PIN is tried when the plan has none, and none with the last try") {
    auto without = locked();
    CHECK(Reading(without).code() == Code::sim_pin);
    CHECK_FALSE(without.heard("+CPIN=\""));
    auto last = locked(1);
    CHECK(Reading(last, pin).code() == Code::sim_pin);
    CHECK_FALSE(last.heard("+CPIN=\""));
}

TEST_CASE("a wrong PIN is spent once") {
    auto transceiver = locked();
    CHECK(Reading(transceiver, "00001111").code() == Code::sim_pin);
    CHECK(transceiver.state().tries == 2);
}

TEST_CASE("a blocked SIM is known by its number, an absent one has none") {
    TransceiverDouble blocked;
    blocked.state().sim = "SIM PUK";
    const Reading reading(blocked, pin);
    CHECK(reading.code() == Code::sim_puk);
    CHECK(reading.iccid == iccid);
    TransceiverDouble absent;
    absent.state().sim = "";
    CHECK(Reading(absent, pin).code() == Code::sim_absent);
}

TEST_CASE("an ICCID is compared with the label and judged by its form; a check digit alone is a warning") {
    CHECK(Reading(TransceiverDouble(), {}, "8970101123456789012").code() == Code::iccid_differs);
    TransceiverDouble short_one;
    short_one.state().iccid = "897010100853";
    CHECK(Reading(short_one).code() == Code::iccid_invalid);
    TransceiverDouble odd;
    odd.state().iccid = "89701010085350004088";
    const Reading reading(odd);
    CHECK_FALSE(reading.failure);
    CHECK(reading.check == "check digit");
    REQUIRE(reading.log.size() == 1);
    CHECK(reading.log[0].starts_with("warning: ICCID 89701010085350004088"));
}
