// What the step leaves on a SIM that holds other things already.
#include "station/steps/settings_records.hpp"
#include "tests/station/steps/port_double.hpp"
#include "tests/station/steps/step_rig.hpp"
#include "tests/station/steps/transceiver_double.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace stapel;
using test::SimMessage;
using test::StepRig;
using test::TransceiverDouble;

namespace {

constexpr int read = 1, unsent = 2;

// Protocols 3.6: somebody's own texts, received and to be sent.
const SimMessage received{read, "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37"};
const SimMessage draft{unsent, "0011000B916407281553F80000AA0AE8329BFD4697D9EC37"};

/// An earlier order's defaults: `01` Altwort7 `02`, the APN's password, `1A` (dialect 1), 8-bit to +0.
const SimMessage earlier{unsent, "0001000191F0000417" "01416C74776F727437" "02" "172509" "616C74676568656D37" "1A"};

settings::Profile profile() { return settings::profile_from({{"apn", "m2m.example"}, {"port", "8000"}}); }

/// One execution of the step.
struct Writing {
    explicit Writing(TransceiverDouble transceiver) {
        test::PortDouble port({.answer = std::move(transceiver)});
        StepRig rig({{"modem", port.address()}});
        rig.prepared.profile = profile();
        failure = rig.run("sim.defaults");
        secrets = rig.secrets();
        read_back = rig.facts.dialogue.defaults_read_back;
        for (const std::string name : {"records_written", "records_cleared", "messages_kept", "places_used"})
            if (rig.measured(name)) values[name] = rig.number(name);
    }
    [[nodiscard]] Code code() const {
        REQUIRE(failure);
        INFO(failure->what());
        CHECK_FALSE(read_back);
        return failure->code();
    }

    std::optional<Failure> failure{};
    std::vector<std::string> secrets{};
    bool read_back = false;
    std::map<std::string, double> values{};
};

std::vector<std::string> records_on(TransceiverDouble& transceiver) {
    std::vector<std::string> records;
    for (const auto& [index, message] : transceiver.state().messages)
        if (steps::is_settings_record({.index = index, .status = message.status, .pdu = message.pdu}))
            records.push_back(message.pdu);
    return records;
}

std::vector<std::string> wanted() {
    std::vector<std::string> records;
    for (const auto& record : steps::records_for(profile())) records.push_back(record.hex);
    return records;
}

}  // namespace

TEST_CASE("the plan's records take the place of an earlier order's, and everything else stays") {
    TransceiverDouble transceiver;
    transceiver.state().messages = {{1, received}, {2, earlier}, {4, draft}};
    const Writing writing(transceiver);
    INFO((writing.failure ? writing.failure->what() : ""));
    CHECK_FALSE(writing.failure);
    CHECK(writing.read_back);
    CHECK(records_on(transceiver) == wanted());
    CHECK(transceiver.state().messages.at(1) == received);
    CHECK(transceiver.state().messages.at(4) == draft);
    const auto count = static_cast<double>(wanted().size());
    CHECK(writing.values == std::map<std::string, double>{{"records_written", count}, {"records_cleared", 1},
                                                          {"messages_kept", 2}, {"places_used", count + 2}});
}

TEST_CASE("an earlier order's passwords are secrets of the run, the factory's are not") {
    TransceiverDouble transceiver;
    transceiver.state().messages = {{1, earlier}};
    CHECK(Writing(transceiver).secrets == std::vector<std::string>{"Altwort7", "altgehem7"});
    CHECK(Writing(transceiver).secrets.empty());  // by now it holds the records of a profile with the factory's passwords
}

TEST_CASE("without room nothing is deleted") {
    TransceiverDouble transceiver;
    transceiver.state().places = 2;
    transceiver.state().messages = {{1, earlier}, {2, draft}};
    const auto before = transceiver.state().messages;
    CHECK(Writing(transceiver).code() == Code::sim_storage_full);
    CHECK(transceiver.state().messages == before);
}

TEST_CASE("a SIM that acknowledges and does not store is found out") {
    TransceiverDouble transceiver;
    transceiver.state().loses_writes = true;
    CHECK(Writing(transceiver).code() == Code::sim_write_lost);
}

TEST_CASE("a SIM that stores over somebody else's message is found out") {
    TransceiverDouble transceiver;
    transceiver.state().spoils_others = true;
    transceiver.state().messages = {{1, received}};
    CHECK(Writing(transceiver).code() == Code::sim_write_lost);
}

TEST_CASE("a module takes records by their places: gaps between them do no harm, another order does") {
    REQUIRE(wanted().size() == 2);
    TransceiverDouble transceiver;
    transceiver.state().messages = {{1, received}, {3, draft}};  // 2 and 4 are free
    CHECK_FALSE(Writing(transceiver).failure);
    CHECK(records_on(transceiver) == wanted());
    TransceiverDouble backwards;
    backwards.state().fills_from_the_end = true;
    CHECK(Writing(backwards).code() == Code::sim_refused);
}
