// What the steps make of a module's answers on its meter port.
#include "fixtures/module/message.hpp"
#include "fixtures/module/profile.hpp"
#include "fixtures/module/slip.hpp"
#include "tests/station/steps/port_double.hpp"
#include "tests/station/steps/step_rig.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace stapel;
using module::Item;
using test::PortDouble;
using test::StepRig;

namespace {

constexpr unsigned console_baud = 115200;

Bytes text(std::string_view words) {
    const auto bytes = bytes_of(words);
    return {bytes.begin(), bytes.end()};
}

/// Answers every frame by its command, and text by the lines given.
struct ModuleAnswers {
    std::map<std::uint8_t, module::Answer> by_command{};
    std::string lines{};

    std::string operator()(std::string_view received) {
        pending += received;
        if (!pending.empty() && pending.front() != '\xC0') {
            if (!pending.ends_with("\r\n")) return {};
            pending.clear();
            return lines;
        }
        const auto message = module::slip_message(bytes_of(pending));
        if (!message) return {};
        pending.clear();
        const auto asked = module::decode_message(*message);
        if (!asked || !by_command.contains(asked->command)) return {};
        return std::string(text_of(module::slip_frame(module::encode(by_command.at(asked->command)))));
    }

    std::string pending{};
};

/// An extended status (dialect 1): display, CSQ, IP.
module::Answer extended_status(std::uint32_t lcd, std::uint8_t csq, bool ip) {
    Bytes value;
    for (int shift = 24; shift >= 0; shift -= 8) value.push_back(static_cast<std::byte>(lcd >> shift));
    return {.command = 0x04, .items = {Item{0x03, {std::byte{ip}}}, Item{0x08, value}, Item{0x09, {std::byte{csq}}},
                                       Item{0x0F, text("v04v5.24.8415.3.1.1")}, Item{0x10, text("NB02")}}};
}

std::optional<Failure> run_step(const std::string& kind, ModuleAnswers answers, std::map<std::string, std::string> with = {},
                           const std::string& console_line = {}, StepRig* outer = nullptr) {
    // What comes before the port was opened and cleared is old.
    PortDouble console({.say = [open = 0, line = console_line](unsigned baud) mutable {
        return baud == console_baud && ++open == 2 ? std::exchange(line, {}) : std::string();
    }});
    PortDouble meter({.answer = std::move(answers)});
    StepRig rig({{"host", console.address()}, {"meter", meter.address()}});
    if (outer != nullptr) {
        rig.facts = outer->facts;
        rig.prepared = outer->prepared;
    }
    return rig.run(kind, std::move(with));
}

Code code_of(const std::optional<Failure>& failure) {
    REQUIRE(failure);
    INFO(failure->what());
    return failure->code();
}

const std::map<std::string, std::string> at_once{{"within", "1 ms"}};

}  // namespace

TEST_CASE("registration: what keeps a module out of the network is told apart") {
    // protocols 5.8: the fifth character is the registration, F = no SIM, 5 = GSM with IP
    const auto searching = [](std::uint8_t csq) { return ModuleAnswers{{{0x04, extended_status(0x00000004, csq, false)}}}; };
    CHECK(code_of(run_step("module.registration", searching(99), at_once)) == Code::no_signal);
    CHECK(code_of(run_step("module.registration", searching(19), at_once)) == Code::not_registered);
    CHECK(code_of(run_step("module.registration", ModuleAnswers{{{0x04, extended_status(0x0000F004, 99, false)}}}, at_once)) ==
          Code::sim_absent);
    CHECK_FALSE(run_step("module.registration", ModuleAnswers{{{0x04, extended_status(0x0A005547, 19, true)}}}, at_once));
}

TEST_CASE("registration: a network that refuses is told by the console") {
    const ModuleAnswers searching{{{0x04, extended_status(0x00000004, 19, false)}}};
    CHECK(code_of(run_step("module.registration", searching, {{"within", "300 s"}}, "@fault code=net_denied\r\n")) ==
          Code::registration_denied);
}

TEST_CASE("a module that does not answer on its meter port is silent, one that answers nonsense is not understood") {
    CHECK(code_of(run_step("module.registration", ModuleAnswers{}, at_once)) == Code::module_silent);
    PortDouble console({});
    PortDouble meter({.answer = [](std::string_view) { return std::string(text_of(module::slip_frame(bytes_of("?")))); }});
    StepRig rig({{"host", console.address()}, {"meter", meter.address()}});
    CHECK(code_of(rig.run("module.registration", at_once)) == Code::module_answer);
}

TEST_CASE("settings: differences are named with both values") {
    StepRig wanted;
    wanted.prepared.profile = settings::profile_from({{"apn", "m2m.example"}, {"port", "8000"}});
    module::Answer read{.command = 0x09};
    for (const auto& [id, value] : settings::factory_profile().values) {
        const auto* setting = settings::find_setting(id);
        read.items.push_back({id, setting->write_only ? Bytes{} : value});
    }
    const auto failure = run_step("module.settings", ModuleAnswers{{{0x09, read}}}, {}, {}, &wanted);
    CHECK(code_of(failure) == Code::settings_differ);
    CHECK(failure->detail() == "apn: \"m2m.example\" expected, \"internet\" found; port: \"8000\" expected, \"80\" found");
}

TEST_CASE("settings: a module that refuses the profile's password has other settings; other errors are refusals") {
    CHECK(code_of(run_step("module.settings", ModuleAnswers{{{0x09, {.command = 0x09, .error = 0x02}}}})) == Code::settings_differ);
    CHECK(code_of(run_step("module.settings", ModuleAnswers{{{0x09, {.command = 0x09, .error = 0x06}}}})) == Code::settings_refused);
}

TEST_CASE("settings: the APN's password is proven by the module's own words") {
    StepRig wanted;
    wanted.prepared.profile = settings::profile_from({{"password", "geheim"}});
    module::Answer read{.command = 0x09};
    for (const auto& [id, value] : wanted.prepared.profile.values)
        read.items.push_back({id, settings::find_setting(id)->write_only ? Bytes{} : value});
    const auto with_answer = [&](const std::string& password) {
        return run_step("module.settings", ModuleAnswers{{{0x09, read}}, "NB02\r\n0\r\nAPN: internet\r\n\r\n" + password + "\r\n"}, {}, {},
                   &wanted);
    };
    const auto other = with_answer("anders");
    CHECK(code_of(other) == Code::settings_differ);
    CHECK(other->detail().starts_with("password: "));
    CHECK(other->detail().find("anders") == std::string::npos);
    // another order's password must not be stored either
    PortDouble meter({.answer = ModuleAnswers{{{0x09, read}}, "NB02\r\n0\r\nAPN: internet\r\n\r\nanders\r\n"}});
    StepRig rig({{"meter", meter.address()}});
    rig.prepared = wanted.prepared;
    CHECK(rig.run("module.settings"));
    CHECK(rig.secrets() == std::vector<std::string>{"anders"});
    // the right one leads on to the meter's password, of which this module has shown nothing
    CHECK(with_answer("geheim")->detail().starts_with("meter_password: "));
}

TEST_CASE("status: type, version and IMEI are those that the run knows") {
    StepRig known;
    known.facts.imei = "868333035384599";
    known.facts.iccid = "89701010085350004087";
    known.prepared.header.emplace();
    known.prepared.header->type = "NB02";
    known.prepared.header->version = "v04v5.24.8415.3.1.1";
    ModuleAnswers answers{{{0x04, extended_status(0x0A005547, 19, true)},
                           {0x05, {.command = 0x05, .items = {{0x0B, text("868333035384599")}}}},
                           {0x06, {.command = 0x06, .items = {{0x0C, text("10.24.201.11")}}}},
                           {0x07, {.command = 0x07, .items = {{0x0D, {}}}}},
                           {0x08, {.command = 0x08, .items = {{0x0E, text("89701010085350004095")}}}}}};
    CHECK_FALSE(run_step("module.status", answers, at_once, {}, &known));  // the ICCID is the plan's to judge
    known.prepared.header->type = "VNB02";
    CHECK(code_of(run_step("module.status", answers, at_once, {}, &known)) == Code::boot_identity_differs);
    known.prepared.header.reset();
    known.facts.imei = "490154203237518";
    CHECK(code_of(run_step("module.status", answers, at_once, {}, &known)) == Code::imei_differs);
}

TEST_CASE("counter: the digits that come back are compared with those served") {
    ModuleAnswers answers{{}, "CE301\r\n009218054000006\r\nE:1.0\r\nT1:1.0\r\nT2:0.0\r\nT3:0.0\r\nT4:0.0\r\n"};
    const auto differ = run_step("meter.counter", answers);
    CHECK(code_of(differ) == Code::meter_values_differ);
    CHECK(code_of(run_step("meter.counter", ModuleAnswers{})) == Code::module_silent);
}
