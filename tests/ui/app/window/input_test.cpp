#include "tests/ui/app/support/sample_sites.hpp"
#include "tests/ui/app/window/typist.hpp"

#include <catch2/catch.hpp>

#include <variant>

using namespace stapel;
using namespace stapel::app;
using namespace stapel::app::test;

namespace {

constexpr int escape = 0x29, backspace = 0x2A, tab = 0x2B, right = 0x4F, left = 0x50, down = 0x51;
constexpr int keypad_enter = 0x58, key_a = 0x04;

/// The only one, of that kind; fails the test otherwise.
template <typename Kind>
Kind only(const Commands& commands) {
    REQUIRE(commands.size() == 1);
    REQUIRE(std::holds_alternative<Kind>(commands.front()));
    return std::get<Kind>(commands.front());
}

std::string scanned(Typist& typist) { return only<Scan>(typist.take_commands()).text; }

Typist at_the_line() { return Typist({.name = {}, .snapshot = busy_station(4), .view = {}}); }

Sample asking() {
    Sample sample;
    sample.snapshot = station_of({site_in(SiteState::running, 1), site_in(SiteState::running, 2)});
    sample.snapshot.sites[1].prompt =
        run::Prompt{.step = "led", .text_key = "led", .ru = "?", .en = "?", .choices = {"yes", "no"}, .picture = {}};
    return sample;
}

}  // namespace

TEST_CASE("a scan is what a US keyboard types, up to Enter") {
    auto typist = at_the_line();
    typist.type("I863703001234567;C8970101123456789012;S000017");
    CHECK(typist.take_commands().empty());
    typist.enter();
    CHECK(scanned(typist) == "I863703001234567;C8970101123456789012;S000017");
    CHECK(typist.scan_line().empty());
}

TEST_CASE("two scans within one frame are two") {
    auto typist = at_the_line();
    typist.type("SN42-a_B");
    typist.enter();
    typist.type("STAPEL-STOP-12");
    typist.press(keypad_enter);
    const auto commands = typist.take_commands();
    REQUIRE(commands.size() == 2);
    CHECK(std::get<Scan>(commands[0]).text == "SN42-a_B");
    CHECK(std::get<Scan>(commands[1]).text == "STAPEL-STOP-12");
}

TEST_CASE("a label that is typed by hand stands in the scan line, is corrected, sent, or thrown away") {
    auto typist = at_the_line();
    typist.type_slowly("S00018");
    typist.press(backspace);
    typist.type_slowly("7");
    CHECK(typist.scan_line() == "S00017");
    typist.enter();
    CHECK(scanned(typist) == "S00017");

    typist.type_slowly("S9");
    typist.press(escape);
    CHECK(typist.scan_line().empty());
    CHECK(typist.take_commands().empty());
}

TEST_CASE("a thing that lies on the keyboard fills nothing") {
    auto typist = at_the_line();
    typist.type(std::string(1000, 'x'));
    typist.pause();
    CHECK(typist.scan_line().size() == 256);
    typist.press(escape);
    typist.press(key_a);
    for (int i = 0; i < 50; ++i) typist.hold(key_a);
    typist.pause();
    CHECK(typist.scan_line() == "a");
}

TEST_CASE("function keys do what the key bar says, once however long they are held") {
    auto typist = at_the_line();
    typist.function_key(7);
    (void)only<StopAll>(typist.take_commands());
    typist.hold(0x39 + 7);
    CHECK(typist.take_commands().empty());
    typist.function_key(3);
    CHECK(typist.sample.view.screen == Screen::site);
    typist.function_key(12);
    CHECK(typist.sample.view.preferences.language == Language::en);
    (void)only<KeepPreferences>(typist.take_commands());
}

TEST_CASE("a kiosk has no keys for other screens") {
    auto typist = at_the_line();
    typist.sample.view.kiosk = true;
    for (const int number : {3, 4, 9, 10, 11}) typist.function_key(number);
    CHECK(typist.sample.view.screen == Screen::operator_);
    CHECK(typist.take_commands().empty());
    typist.function_key(7);
    (void)only<StopAll>(typist.take_commands());
}

TEST_CASE("a digit alone answers the question that is open") {
    Typist typist(asking());
    typist.type_slowly("2");
    const auto answer = only<Answer>(typist.take_commands());
    CHECK(answer.site == 2);
    CHECK(answer.choice == "no");
    CHECK(typist.scan_line().empty());
}

TEST_CASE("a label that begins with a digit answers no question") {
    Typist typist(asking());
    typist.type("1234567890123");
    typist.enter();
    CHECK(scanned(typist) == "1234567890123");
}

TEST_CASE("a digit without such a choice, or without a question, is typed") {
    Typist typist(asking());
    typist.type_slowly("3");
    CHECK(typist.scan_line() == "3");
    auto free = at_the_line();
    free.type_slowly("1");
    CHECK(free.scan_line() == "1");
    CHECK(free.take_commands().empty());
}

TEST_CASE("the question before the end is answered by a digit or by Escape") {
    auto typist = at_the_line();
    typist.sample.view.asks_to_quit = true;
    typist.type_slowly("1");
    CHECK_FALSE(typist.sample.view.asks_to_quit);
    CHECK(typist.take_commands().empty());

    typist.sample.view.asks_to_quit = true;
    typist.press(escape);
    CHECK_FALSE(typist.sample.view.asks_to_quit);

    typist.sample.view.asks_to_quit = true;
    typist.type_slowly("2");
    (void)only<Quit>(typist.take_commands());
}

TEST_CASE("Escape closes what lies on top first") {
    auto typist = at_the_line();
    typist.sample.view.help = true;
    typist.sample.view.notice = "told";
    typist.press(escape);
    CHECK_FALSE(typist.sample.view.help);
    CHECK(typist.sample.view.notice);
    typist.press(escape);
    CHECK_FALSE(typist.sample.view.notice);
}

TEST_CASE("arrows choose the site") {
    auto typist = at_the_line();
    typist.press(right);
    CHECK(only<ChooseSite>(typist.take_commands()).site == 2);
    typist.sample.view.chosen_site = 4;
    typist.press(left);
    CHECK(only<ChooseSite>(typist.take_commands()).site == 3);
    typist.press(right);
    CHECK(typist.take_commands().empty());  // the last one
}

TEST_CASE("arrows are the question's while one lies over the sites") {
    Typist typist(asking());
    typist.press(right);
    CHECK(typist.take_commands().empty());
}

TEST_CASE("in a text field characters are those of the layout") {
    auto typist = at_the_line();
    typist.sample.view.screen = Screen::engineer;
    typist.field = true;
    typist.type_slowly("js", {"о", "ы"});
    CHECK(typist.scan_line().empty());
    CHECK(typist.feed.waits());
    typist.with_control(key_a);
    CHECK(typist.take_commands().empty());
}

TEST_CASE("a scanner is heard over a text field, whatever the layout makes of it") {
    auto typist = at_the_line();
    typist.sample.view.screen = Screen::engineer;
    typist.field = true;
    typist.type("STAPEL-STOP");
    typist.enter();
    CHECK(scanned(typist) == "STAPEL-STOP");
    CHECK_FALSE(typist.feed.waits());
}

TEST_CASE("keys that belong to the screen go on to it") {
    auto typist = at_the_line();
    for (const int key : {tab, down}) {
        typist.sample.view.screen = key == tab ? Screen::operator_ : Screen::history;
        typist.press(key);
        CHECK(typist.feed.waits());
        typist.draw();
    }
}
