#include "fixtures/module/settings_check.hpp"
#include "tests/station/plan/files.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace stapel;
using settings::check_combinations;
using settings::Written;

namespace {

bool accepts(std::string_view key, std::string_view text) {
    return !settings::check_value(*settings::find_setting(key), text);
}

std::string refused(const Written& written) {
    const auto complaint = check_combinations(written);
    return complaint ? complaint->key : std::string();
}

std::string first_line(const std::string& head) { return plan::test::first_line(head + "\n" + plan::test::good_plan()); }

}  // namespace

TEST_CASE("the table has every id of the dialect in order") {
    const auto all = settings::all_settings();
    CHECK(std::ranges::adjacent_find(all, std::ranges::greater_equal{}, &settings::Setting::id) == all.end());
    // 22 to 28, 40 to 4F, 50 to 5F, 60 to 63
    CHECK(all.size() == 7 + 16 + 16 + 4);
    CHECK(settings::find_setting("mode")->id == 0x22);
    CHECK(settings::find_setting("http_loader_port")->id == 0x4F);
    CHECK(settings::find_setting("phone_free")->id == 0x5F);
    CHECK(settings::find_setting("dlms_key")->id == 0x63);
    CHECK(settings::find_setting("narodmon_address")->default_text == std::string("narodmon.ru"));
    CHECK(settings::find_setting("ntp_zone")->default_number == 12);
    CHECK(settings::find_setting("nothing") == nullptr);
}

TEST_CASE("every default is a value that its setting accepts") {
    for (const settings::Setting& setting : settings::all_settings()) {
        INFO(setting.key);
        if (settings::is_numeric(setting)) CHECK_FALSE(settings::check_value(setting, std::to_string(setting.default_number)));
        else if (setting.min_length > 1 || setting.max_length > 1) CHECK_FALSE(settings::check_value(setting, setting.default_text));
    }
    CHECK_FALSE(check_combinations({}));
}

TEST_CASE("values at and beyond their bounds") {
    CHECK((accepts("mode", "client") && accepts("mode", "nidd") && !accepts("mode", "2") && !accepts("mode", "Server")));
    CHECK((accepts("meter_protocol", "auto") && !accepts("meter_protocol", "modbus")));
    CHECK((accepts("apn", std::string(40, 'a')) && !accepts("apn", std::string(41, 'a')) && accepts("apn", "")));
    CHECK((accepts("user", "a b") && !accepts("user", "имя") && !accepts("user", "a\tb")));
    CHECK((accepts("port", "1") && accepts("port", "65535") && !accepts("port", "0") && !accepts("port", "65536")));
    CHECK((accepts("mqtt_port", "0") && !accepts("mqtt_port", "-1")));
    CHECK((accepts("period_s", "60") && !accepts("period_s", "59") && !accepts("period_s", "60s")));
    CHECK((accepts("admin_password", "abcDEF12") && !accepts("admin_password", "1234567") && !accepts("admin_password", "1234567-")));
    CHECK((accepts("reset_h", "24") && !accepts("reset_h", "25") && !accepts("reset_h", "0")));
    CHECK((accepts("ntp_zone", "-48") && accepts("ntp_zone", "+56") && !accepts("ntp_zone", "57") && !accepts("ntp_zone", "+-5")));
    CHECK((accepts("narodmon_period_min", "5") && !accepts("narodmon_period_min", "4")));
    CHECK((accepts("inform_flags", "62") && !accepts("inform_flags", "63") && !accepts("inform_flags", "1")));
    CHECK((accepts("phone", "") && accepts("phone", "+79001234567") && accepts("phone", "+123456789012345")));
    CHECK((!accepts("phone", "79001234567") && !accepts("phone", "+1234567890") && !accepts("phone", "+1234567890123456")));
    CHECK((accepts("meter_password", "") && !accepts("meter_password", "0123456789")));
    CHECK((accepts("dlms_key", "1122334455667788") && !accepts("dlms_key", "11223344")));
}

TEST_CASE("addresses are IPv4 or DNS names") {
    for (const char* good : {"", "1.0.0.0", "255.255.255.255", "ce.example.org", "localhost", "a-b.c1", "3com.example"})
        CHECK(accepts("address", good));
    for (const char* bad : {"0.1.2.3", "256.1.1.1", "1.2.3", "1.2.3.4.5", "1..2.3", "a..b", "-a.b", "a-.b", "a.b.", ".a",
                            "a_b.c", "a b", "12345"})
        CHECK_FALSE(accepts("address", bad));
    CHECK_FALSE(accepts("address", std::string(30, 'a') + "." + std::string(30, 'b')));
}

TEST_CASE("combinations are refused in the module's order") {
    CHECK(refused({{"mode", "client"}}) == "address");
    CHECK(refused({{"mode", "cenc"}, {"address", ""}}) == "address");
    CHECK(refused({{"mode", "client"}, {"address", "ce.example.org"}}).empty());
    CHECK(refused({{"mode", "client"}, {"address", std::nullopt}}).empty());
    CHECK(refused({{"mode", "nidd"}}).empty());
    CHECK(refused({{"mode", "nidd"}, {"apn", ""}}) == "apn");
    CHECK(refused({{"mode", "nidd"}, {"ntp", "1"}, {"narodmon", "1"}, {"apn", ""}}) == "ntp");
    CHECK(refused({{"mode", "nidd"}, {"narodmon", "1"}, {"apn", ""}}) == "narodmon");
    CHECK(refused({{"switches", "66"}}) == "switches");
    CHECK(refused({{"switches", "64"}}).empty());
    CHECK(refused({{"switches", "1"}}) == "address");
    CHECK(refused({{"switches", "0"}}) == "address");
    CHECK(refused({{"mode", "server"}, {"switches", "1"}, {"address", "a"}}) == "switches");
    CHECK(refused({{"mode", "server"}, {"switches", "6"}}).empty());
    CHECK(refused({{"switches", std::nullopt}, {"ntp", "1"}}).empty());
}

TEST_CASE("the time of informing is judged by its period, and only while it is on") {
    CHECK(refused({{"inform_time", "99"}}).empty());
    CHECK(refused({{"inform", "1"}, {"inform_time", "24"}}) == "inform_time");
    CHECK(refused({{"inform", "1"}, {"inform_time", "23"}}).empty());
    CHECK(refused({{"inform", "1"}, {"inform_period", "2"}, {"inform_time", "28"}}).empty());
    CHECK(refused({{"inform", "1"}, {"inform_period", "2"}, {"inform_time", "0"}}) == "inform_time");
    CHECK(refused({{"inform", "1"}, {"inform_time", std::nullopt}}).empty());
}

TEST_CASE("settings of a plan keep their digits and their secrets") {
    const auto loaded = plan::test::load_text(
        "settings: {port: 8080, ntp_zone: +12, phone: '+79001234567', password: {secret: apn_password}}\n" +
        plan::test::good_plan());
    REQUIRE(loaded.plan);
    const auto& values = loaded.plan->settings;
    CHECK(values.at("port").text == "8080");
    CHECK(values.at("ntp_zone").text == "12");
    CHECK(values.at("phone").text == "+79001234567");
    CHECK((values.at("password").secret && values.at("password").text == "apn_password"));
    CHECK(values.size() == 4);
}

TEST_CASE("what is wrong with a plan's settings is said at its place") {
    CHECK(first_line("settings: {phone: +79001234567}") ==
          "1:19 expected phone as text, found the number +79001234567: put it in quotes");
    CHECK(first_line("settings: {meter_password: 777777}") ==
          "1:28 expected meter_password as text, found a number or a word of YAML without quotes: put it in quotes, or "
          "write {secret: NAME}");
    CHECK(first_line("settings: {port: '80'}") ==
          "1:18 expected a whole number from 1 to 65535, found the text \"80\": remove the quotes");
    CHECK(first_line("settings: {port: 0}") ==
          "1:18 expected a whole number from 1 to 65535, found the number 0: keep within the range");
    CHECK(first_line("settings: {aps: internet}") == "1:12 expected a key of the module's settings, found \"aps\": write apn instead");
    CHECK(first_line("settings: {mode: sever}") ==
          "1:18 expected client, server, cenc or nidd, found \"sever\": correct the setting mode or leave it out for its "
          "default");
    CHECK(first_line("settings: {mode: client}") ==
          "1:18 expected a server address in mode client, found none: add the setting address");
    CHECK(first_line("settings: {admin_password: 'short'}") ==
          "1:28 expected exactly 8 digits and Latin letters, found 5 characters: correct the setting admin_password or "
          "leave it out for its default");
    CHECK(first_line("settings: {apn: }") ==
          "1:17 expected apn as text, found nothing: write a text; '' is an empty one");
    CHECK(first_line("settings: {apn: {secrt: a}}").starts_with("1:17 expected the key secret"));
    CHECK(first_line("settings: {apn: {secret: ''}}").starts_with("1:26 expected a secret's name, found an empty text"));
    CHECK(first_line("settings: 5").starts_with("1:11 expected the module's settings: a map of keys and values, found the number 5"));
}

TEST_CASE("a wrong value is not blamed a second time as a combination") {
    const auto loaded = plan::test::load_text("settings: {mode: client, address: 1.2.3}\n" + plan::test::good_plan());
    CHECK(loaded.problems.size() == 1);
}

TEST_CASE("a password too short to be hidden is refused, and never shown") {
    const auto line = first_line("settings: {password: 'q7x'}");
    CHECK(line.starts_with("1:22 expected a password of at least 4 characters, found a shorter one"));
    CHECK(line.find("q7x") == std::string::npos);
    CHECK(first_line("settings: {password: ''}").empty());  // none at all
    CHECK(first_line("settings: {user: 'q7x'}").empty());
}

TEST_CASE("a PIN is quoted digits or a secret and no message shows it") {
    const auto quoted_pin = plan::test::load_text("pin: '0000'\n" + plan::test::good_plan());
    REQUIRE(quoted_pin.plan);
    CHECK((quoted_pin.plan->pin->text == "0000" && !quoted_pin.plan->pin->secret));
    CHECK(plan::test::load_text("pin: {secret: sim_pin}\n" + plan::test::good_plan()).plan->pin->secret);
    CHECK(first_line("pin: 0000").starts_with("1:6 expected the PIN as text, found a number"));
    CHECK(first_line("pin: '123'") ==
          "1:6 expected a PIN of 4 to 8 digits in quotes, found 3 characters: write the PIN in quotes, or {secret: NAME}");
    CHECK_FALSE(first_line("pin: '12a4'").empty());
    CHECK_FALSE(first_line("pin: '123456789'").empty());
    CHECK(first_line("pin: 4711").find("4711") == std::string::npos);
}

TEST_CASE("meter types are the manual's, in either spelling of SPODES") {
    for (const char* type : {"CE201", "CE207", "CE208 IEC", "CE208 SPODES", "CE301", "CE303", "CE304", "CE307", "CE308 IEC",
                             "CE308 SPODES", "CE207 9.x", "CE307 9.x", "CE208 SPODES 9.x", "CE102M"})
        CHECK(plan::test::load_text(std::string("meter: ") + type + "\n" + plan::test::good_plan()).plan->meter == type);
    CHECK(plan::test::load_text("meter: CE208 СПОДЭС\n" + plan::test::good_plan()).plan->meter == "CE208 SPODES");
    CHECK(plan::test::load_text("meter: CE308 СПОДЭС 9.x\n" + plan::test::good_plan()).plan->meter == "CE308 SPODES 9.x");
    CHECK(plan::test::load_text("meter: CE208\n" + plan::test::good_plan()).plan->meter == "CE208 IEC");
    CHECK(first_line("meter: CE302").starts_with("1:8 expected CE201, CE207, CE207 9.x"));
}

TEST_CASE("a step that works with settings or a meter wants them in its plan") {
    const auto with_step = [](const std::string& kind, const std::string& head) {
        return plan::test::lines_of(plan::test::load_text(head + plan::test::good_plan() + "  - {id: more, kind: " + kind + "}\n").problems);
    };
    CHECK(with_step("sim.defaults", "settings: {apn: iot}\n").empty());
    CHECK(with_step("meter.link", "meter: CE301\n").empty());
    const auto no_settings = with_step("sim.defaults", "");
    REQUIRE(no_settings.size() == 1);
    CHECK(no_settings[0].ends_with("expected settings for sim.defaults, found a plan without `settings:`: write the profile, as "
                                   "in `settings: {mode: server}`"));
    const auto no_meter = with_step("meter.link", "");
    REQUIRE(no_meter.size() == 1);
    CHECK(no_meter[0].find("expected a meter for meter.link, found a plan without `meter:`") != std::string::npos);
}

TEST_CASE("a module that shall speak one protocol alone cannot be linked to a meter that has the other") {
    const auto lines = [](const std::string& meter, const std::string& protocol, const std::string& kind) {
        return plan::test::lines_of(
            plan::test::load_text("settings: {meter_protocol: " + protocol + "}\nmeter: " + meter + "\n" +
                                  plan::test::good_plan() + "  - {id: more, kind: " + kind + "}\n").problems);
    };
    REQUIRE(lines("CE301", "dlms", "meter.link").size() == 1);
    CHECK(lines("CE301", "dlms", "meter.link")[0].starts_with(
        "1:28 expected meter_protocol auto or iec, which the meter CE301 speaks, found dlms"));
    REQUIRE(lines("CE208 SPODES 9.x", "iec", "meter.link").size() == 1);
    CHECK(lines("CE208 SPODES 9.x", "iec", "meter.link")[0].starts_with(
        "1:28 expected meter_protocol auto or dlms, which the meter CE208 SPODES 9.x speaks, found iec"));
    for (const char* meter : {"CE301", "CE208 SPODES", "CE208 SPODES 9.x"}) CHECK(lines(meter, "auto", "meter.link").empty());
    CHECK(lines("CE208 SPODES", "dlms", "meter.link").empty());
    CHECK(lines("CE301", "iec", "meter.link").empty());
    CHECK(lines("CE301", "dlms", "sim.defaults").empty());  // written, not linked
}

TEST_CASE("a short reconnect time in mode cenc is advised against, not refused") {
    using settings::check_advice;
    const settings::Written cenc{{"mode", "cenc"}, {"address", "cenc.example"}};
    const auto with_time = [&](const char* seconds) {
        auto written = cenc;
        written["reconnect_s"] = seconds;
        return written;
    };
    CHECK_FALSE(check_advice(cenc));
    CHECK_FALSE(check_advice(with_time("300")));
    REQUIRE(check_advice(with_time("299")));
    CHECK(check_advice(with_time("299"))->key == "reconnect_s");
    CHECK_FALSE(check_combinations(with_time("299")));
    CHECK_FALSE(check_advice({{"mode", "server"}, {"reconnect_s", "60"}}));
    CHECK(check_advice({{"switches", "1"}, {"address", "cenc.example"}, {"reconnect_s", "60"}}));
    CHECK_FALSE(check_advice({{"mode", std::nullopt}, {"reconnect_s", "60"}}));
}

TEST_CASE("the warning has its place in the file") {
    const std::map<std::string, plan::Value> values{{"mode", {.text = "cenc"}},
                                                    {"reconnect_s", {.text = "60", .place = {.line = 7, .column = 20}}}};
    const auto warning = plan::warning_about(values, "line.yaml");
    REQUIRE(warning);
    CHECK(plan::to_text(*warning) == "line.yaml:7:20: warning: expected at least 300 in mode cenc, found 60: a shorter time "
                                     "costs traffic");
    CHECK_FALSE(plan::warning_about({}, "line.yaml"));
}
