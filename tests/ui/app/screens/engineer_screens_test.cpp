#include "tests/ui/app/screens/given_commands.hpp"
#include "tests/ui/app/screens/screen_driver.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace stapel;
using namespace stapel::app;
using namespace stapel::app::test;

namespace {

void check_failed_step(const ScreenDriver& window) {
    CHECK(window.text_of("site-state") == "✗ БРАК");
    CHECK(window.text_of("step-code").starts_with("E-254"));
    CHECK(window.text_of("step-action") == "Положите модуль в красный лоток");
    CHECK(window.text_of("value-wrong_blocks") == "14");
    CHECK(window.find("spark-wrong_blocks") != nullptr);
}

void check_choice_of_steps(ScreenDriver& window) {
    window.click("step-boot");
    REQUIRE(window.sample.view.chosen_step);
    CHECK(window.sample.view.chosen_step->id == "boot");
    CHECK(window.find("value-ready_time") != nullptr);
    window.press_with_control(Key::down);
    CHECK(window.sample.view.chosen_step->id == "boot-again");
    window.press_with_control(Key::up);
    CHECK(window.sample.view.chosen_step->id == "boot");
}

void check_choice_of_channels(ScreenDriver& window) {
    window.click("channel-host");
    CHECK(window.sample.view.channel_filter == "host");
    CHECK(window.find("tape-0") != nullptr);
    window.press_with_control(Key::left);
    CHECK(window.sample.view.channel_filter.empty());
    window.click("channel-meter");
    CHECK(window.find("no-parity") != nullptr);
    window.click("pane-earlier");
    CHECK(window.find("earlier-0") != nullptr);
}

void check_leases(const ScreenDriver& window) {
    CHECK(window.text_of("lease-gsm_modem") == "у позиции 1: step transceiver-signal");
    CHECK(window.text_of("lease-gsm_modem-1") == "ждёт позиция 2: step transceiver-signal");
    CHECK(window.text_of("lease-label_printer") == "свободен");
}

void check_choice_of_bytes(ScreenDriver& window) {
    const auto newest = window.text_of("entry-title");
    window.press_with_control(Key::left);
    CHECK(window.text_of("entry-title") != newest);
    window.press_with_control(Key::right);
    CHECK(window.text_of("entry-title") == newest);
    window.press_with_control(Key::up);
    CHECK(window.sample.view.tape_zoom == Approx(2));
    window.click("timeline-all");
    CHECK(window.sample.view.tape_zoom == Approx(1));
    window.press_with_control(Key::end);
    CHECK_FALSE(window.sample.view.tape_place);
}

void check_filter_of_the_log(ScreenDriver& window) {
    CHECK(window.text_of("log-count") == "9 из 9");
    window.click("log-warning");
    CHECK(window.text_of("log-count") == "3 из 9");
    window.click("log-filter");
    window.type("block");
    CHECK(window.sample.view.log_filter == "block");
    CHECK(window.text_of("log-count") == "1 из 9");
    window.click("log-site");
    CHECK(window.find("log-empty") != nullptr);
}

void check_buttons_of_the_jig(ScreenDriver& window) {
    CHECK(window.text_of("manual-mark") == "Вручную: в протоколе как engineering");
    window.click("manual-output-on");
    window.click("manual-voltage");
    const auto sent = given<ManualSend>(window.commands);
    REQUIRE(sent.size() == 2);
    CHECK(sent[0].message == "OUTP ON");
    CHECK(sent[1].message == "MEAS:VOLT?");
    CHECK(sent[1].site == 4);
}

void check_typed_message(ScreenDriver& window) {
    window.press_with_control(Key::page_up);
    window.press_with_control(Key::page_up);
    REQUIRE(window.sample.view.engineer_pane == EngineerPane::manual);
    window.type("*IDN?");
    CHECK(window.sample.view.manual_message == "*IDN?");
    window.press(Key::enter);
    CHECK(given<ManualSend>(window.commands).back().message == "*IDN?");
    CHECK(window.sample.view.manual_message.empty());
    window.type("*TST?");  // the field keeps the keyboard
    CHECK(window.sample.view.manual_message == "*TST?");
}

}  // namespace

TEST_CASE("the site view shows what went wrong; steps and channels are chosen by click and key") {
    ScreenDriver window(sample_named("site-fail"));
    check_failed_step(window);
    check_choice_of_steps(window);
    check_choice_of_channels(window);
}

TEST_CASE("both views are drawn without a run, without a tape, and of a site that is not there") {
    ScreenDriver window(sample_named("state-empty"));
    for (const auto screen : {Screen::site, Screen::engineer}) {
        window.show(sample_named("state-empty"));
        window.sample.view.screen = screen;
        window.settle();
        CHECK(window.find("no-tape") != nullptr);
        window.sample.view.chosen_site = 77;
        window.settle();
        CHECK(window.find("site-none") != nullptr);
    }
}

TEST_CASE("of 200 measurements only those in sight are drawn") {
    auto sample = sample_named("site-fail");
    auto& step = *std::ranges::find(sample.snapshot.sites.front().steps, 2, &StepLine::attempt);
    records::Measurement measurement = step.measurements.front();
    step.measurements.clear();
    for (int i = 0; i < 200; ++i) {
        measurement.name = "value_" + std::to_string(i);
        measurement.outcome = i == 199 ? "fail" : "pass";
        step.measurements.push_back(measurement);
    }
    const ScreenDriver window(sample);
    CHECK(window.find("value-value_199") != nullptr);  // it failed: it is the first
    CHECK(window.find("value-value_0") != nullptr);
    CHECK(window.find("value-value_150") == nullptr);
}

TEST_CASE("log, tape and leases are looked through by mouse and keyboard") {
    ScreenDriver window(sample_named("engineer"));
    check_leases(window);
    check_choice_of_bytes(window);
    check_filter_of_the_log(window);
}

TEST_CASE("a jig in hand gets what is clicked and what is typed, and is given back") {
    ScreenDriver window(sample_named("engineer"));
    check_buttons_of_the_jig(window);
    check_typed_message(window);
    window.click("manual-end");
    CHECK(given<ManualEnd>(window.commands).size() == 1);
}

TEST_CASE("before the jig is taken nothing can be sent, and during a run it cannot be taken") {
    auto sample = sample_named("engineer");
    sample.view.chosen_site = 3;
    ScreenDriver window(sample);
    CHECK_FALSE(window.find("manual-output-on")->enabled);
    window.click("manual-output-on");
    CHECK(given<ManualSend>(window.commands).empty());
    window.press_with_control(Key::insert);
    CHECK(given<ManualBegin>(window.commands).size() == 1);
    window.sample.view.chosen_site = 1;
    window.settle();
    CHECK_FALSE(window.find("manual-begin")->enabled);
    window.press_with_control(Key::insert);
    CHECK(given<ManualBegin>(window.commands).size() == 1);
}

TEST_CASE("where there is little room the parts come one at a time") {
    auto sample = sample_named("engineer");
    sample.view.preferences.scale_percent = 250;
    ScreenDriver window(sample, 1920, 1080);
    CHECK(window.find("timeline") == nullptr);
    window.click("pane-tape");
    CHECK(window.find("timeline") != nullptr);
    window.click("pane-leases");
    CHECK(window.find("lease-gsm_modem") != nullptr);
}

TEST_CASE("every widget of both views has a name of its own") {
    ScreenDriver window(sample_named("site-fail"));
    for (const char* name : {"site-fail", "site-running", "engineer"}) {
        window.show(sample_named(name));
        CAPTURE(name);
        std::set<std::string> once;
        for (const auto& widget : window.widgets()) {
            CAPTURE(widget.name);
            CHECK(once.insert(widget.name).second);
        }
    }
}
