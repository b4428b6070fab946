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

constexpr auto nothing_like_it = "По «S31-9» ничего не найдено. Проверьте номер или считайте этикетку ещё раз.";

Sample searched(const Answers& answers) {
    auto sample = sample_named("history");
    sample.answers = answers;
    return sample;
}

std::string key_of_unit(const ScreenDriver& window, std::size_t unit) {
    return window.sample.answers.found.at(unit).serial;
}

/// Tab goes on until that part has the keyboard; round once at most.
void tab_to(ScreenDriver& window, HistoryFocus focus) {
    for (int i = 0; i < 5 && window.sample.view.history_focus != focus; ++i) window.press(Key::tab);
    REQUIRE(window.sample.view.history_focus == focus);
}

/// The newest run of the opened unit gets that many blocks in its tape.
void lengthen_tape(Sample& sample, std::size_t entries) {
    LiveTape tape;
    for (std::size_t i = 0; i < entries; ++i) {
        auto entry = sample.answers.unit_tape->at(i % sample.answers.unit_tape->size());
        entry.ms = static_cast<std::int64_t>(i);
        tape.push_back(entry);
    }
    sample.answers.unit_tape = std::make_shared<const LiveTape>(std::move(tape));
}

std::size_t count_named(const ScreenDriver& window, const std::string& beginning) {
    const auto is_one = [&](const Widget& widget) { return widget.name.starts_with(beginning); };
    return static_cast<std::size_t>(std::ranges::count_if(window.widgets(), is_one));
}

}  // namespace

TEST_CASE("the history asks for the newest units when it is entered, and opens the first that comes") {
    ScreenDriver window(sample_named("operator-4"));
    window.sample.view.screen = Screen::history;
    window.sample.answers = {};
    window.settle();
    const auto asked = given<FindUnits>(window.commands);
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].text.empty());
    CHECK(given<ShowUnit>(window.commands).empty());
    window.sample.answers = sample_named("history").answers;
    window.settle();
    const auto shown = given<ShowUnit>(window.commands);
    REQUIRE(shown.size() == 1);
    CHECK(shown[0].key == key_of_unit(window, 0));
}

TEST_CASE("coming back to the history opens the unit that is the newest by then") {
    ScreenDriver window(sample_named("history"));
    window.sample.view.screen = Screen::operator_;
    window.settle();
    window.sample.view.screen = Screen::history;
    window.commands.clear();
    window.draw();
    REQUIRE(given<FindUnits>(window.commands).size() == 1);
    CHECK(given<ShowUnit>(window.commands).empty());  // what is known is of last time
    std::ranges::reverse(window.sample.answers.found);
    window.settle();
    const auto shown = given<ShowUnit>(window.commands);
    REQUIRE(shown.size() == 1);
    CHECK(shown[0].key == key_of_unit(window, 0));
}

TEST_CASE("what is typed is looked for, and the first that is found is opened") {
    ScreenDriver window(sample_named("history"));
    window.commands.clear();
    window.type("8637");
    CHECK(window.sample.view.history_search == "8637");  // in place of what was looked for before
    REQUIRE_FALSE(given<FindUnits>(window.commands).empty());
    CHECK(given<FindUnits>(window.commands).back().text == "8637");
    window.sample.answers.search = "8637";
    std::ranges::rotate(window.sample.answers.found, window.sample.answers.found.begin() + 1);
    window.settle();
    CHECK(given<ShowUnit>(window.commands).back().key == key_of_unit(window, 0));
}

TEST_CASE("the same label scanned once more is opened once more") {
    ScreenDriver window(sample_named("history"));
    window.press(Key::down);
    REQUIRE(window.sample.view.history_unit == 1);
    window.sample.answers.searching = true;
    window.settle();
    window.sample.answers.searching = false;
    window.settle();
    CHECK(window.sample.view.history_unit == 0);
    CHECK(given<ShowUnit>(window.commands).back().key == key_of_unit(window, 0));
}

TEST_CASE("units are gone through by arrow, page and end keys and by click") {
    ScreenDriver window(sample_named("history"));
    window.press(Key::down);
    CHECK(given<ShowUnit>(window.commands).back().key == key_of_unit(window, 1));
    window.press(Key::page_down);
    CHECK(window.sample.view.history_unit == 4);
    window.press(Key::up);
    CHECK(given<ShowUnit>(window.commands).back().key == key_of_unit(window, 3));
    window.click("unit-2");
    CHECK(window.sample.view.history_unit == 2);
    CHECK(given<ShowUnit>(window.commands).back().key == key_of_unit(window, 2));
}

TEST_CASE("a unit is told by serial, state and its other identities; a run by what it failed of and what to do") {
    ScreenDriver window(sample_named("history"));
    const auto& unit = window.sample.answers.unit->unit;
    CHECK(window.text_of("history-unit") == unit.serial + " — брак");
    CHECK(window.text_of("history-code").starts_with("E-254  "));
    CHECK(window.text_of("history-action") == "Положите модуль в красный лоток");
    window.click("run-1");
    CHECK(window.text_of("history-code").starts_with("E-267  "));
    window.click("run-2");
    CHECK(window.find("history-code") == nullptr);  // it passed
}

TEST_CASE("Tab goes round all parts, and each takes the arrows") {
    ScreenDriver window(sample_named("history"));
    auto& view = window.sample.view;
    tab_to(window, HistoryFocus::runs);
    window.press(Key::down);
    CHECK(view.history_run == 1);
    CHECK(view.history_unit == 0);
    tab_to(window, HistoryFocus::part);
    window.press(Key::right);
    CHECK(view.history_part == HistoryPart::tape);
    tab_to(window, HistoryFocus::list);
    window.press(Key::down);
    CHECK(view.history_step == 1);
    tab_to(window, HistoryFocus::channel);
    window.press(Key::right);
    CHECK_FALSE(view.history_channel.empty());
    tab_to(window, HistoryFocus::search);
    window.press(Key::down);
    CHECK(view.history_unit == 1);
}

TEST_CASE("only the search takes characters, and only while it has the keyboard") {
    ScreenDriver window(sample_named("history"));
    const auto before = window.sample.view.history_search;
    tab_to(window, HistoryFocus::runs);
    window.type("x");
    CHECK(window.sample.view.history_search == before);
    tab_to(window, HistoryFocus::search);
    window.type("x");
    CHECK(window.sample.view.history_search == "x");
}

TEST_CASE("Enter looks once more for the same, and the next code takes its place") {
    ScreenDriver window(sample_named("history"));
    window.press(Key::down);
    window.commands.clear();
    window.press(Key::enter);
    REQUIRE(given<FindUnits>(window.commands).size() == 1);
    CHECK(given<FindUnits>(window.commands)[0].text == "S31");
    CHECK(window.sample.view.history_unit == 0);
    window.type("8637");
    CHECK(window.sample.view.history_search == "8637");
}

TEST_CASE("what a scanner brought stands in the search, even while it has the keyboard") {
    ScreenDriver window(sample_named("history"));
    window.sample.view.history_search = "863703067619184";
    window.settle();
    CHECK(window.sample.view.history_search == "863703067619184");
    CHECK(window.text_of("history-search") == "863703067619184");
    window.type("8");
    CHECK(window.sample.view.history_search == "8");
}

TEST_CASE("in a small window one part takes the place of another, by Tab or click") {
    auto sample = sample_named("history");
    sample.view.preferences.scale_percent = 166;  // the most that 1280 x 720 pixels are drawn at
    ScreenDriver window(sample);
    CHECK(window.find("unit-0") != nullptr);
    CHECK(window.find("run-0") == nullptr);
    tab_to(window, HistoryFocus::runs);
    CHECK(window.find("unit-0") == nullptr);
    CHECK(window.find("history-code") != nullptr);
    CHECK(window.find("run-0") != nullptr);
    tab_to(window, HistoryFocus::part);
    CHECK(window.text_of("history-step-" + std::to_string(window.sample.view.history_step)) == "link");
    window.click("part-tape");
    CHECK(window.find("tape-0") != nullptr);
    window.click("part-units");
    CHECK(window.find("unit-0") != nullptr);
}

TEST_CASE("a run begins with what it failed of, one that passed with its first step") {
    ScreenDriver window(sample_named("history"));
    const auto chosen = [&] { return window.text_of("history-step-" + std::to_string(window.sample.view.history_step)); };
    CHECK(chosen() == "link");
    window.click("run-1");
    CHECK(chosen() == "signal");
    window.click("run-2");
    CHECK(window.sample.view.history_step == 0);
}

TEST_CASE("of the steps and of a long tape only what is in sight is drawn, and the last line is reached") {
    auto sample = sample_named("history");
    lengthen_tape(sample, 20000);
    ScreenDriver window(sample);
    const auto& steps = sample.answers.unit->runs.front().steps;
    CHECK(count_named(window, "history-step-") < steps.size());
    window.click("part-tape");
    CHECK(count_named(window, "tape-") < 60);
    tab_to(window, HistoryFocus::list);
    window.press(Key::end);
    const int last = window.sample.view.history_step;
    CHECK(last >= 19999);  // a line a block at least
    CHECK(window.find("tape-" + std::to_string(last)) != nullptr);
    CHECK(window.find("tape-0") == nullptr);
}

TEST_CASE("the tape is of the channel that is chosen") {
    ScreenDriver window(sample_named("history"));
    window.click("part-tape");
    window.click("channel-host");
    CHECK(window.sample.view.history_channel == "host");
    CHECK(window.find("tape-0") != nullptr);
    window.click("channel-all");
    CHECK(window.sample.view.history_channel.empty());
}

TEST_CASE("a unit that failed in no run has no tape, and says why") {
    auto sample = sample_named("history");
    sample.answers.unit_tape.reset();
    ScreenDriver window(sample);
    window.click("part-tape");
    CHECK(window.find("no-tape") != nullptr);
    CHECK(window.find("tape-0") == nullptr);
}

TEST_CASE("searching, nothing found, nothing on record and a broken database are told from each other") {
    Answers answers;
    answers.searching = true;
    answers.search = "S31-9";
    ScreenDriver window(searched(answers));
    CHECK(window.text_of("history-searching") == "Идёт поиск…");
    answers.searching = false;
    window.show(searched(answers));
    CHECK(window.text_of("history-nothing") == nothing_like_it);
    window.show(searched({}));
    CHECK(window.text_of("history-nothing") == "В базе ещё нет ни одного модуля");
    answers = {};
    answers.problem = "/var/stapel.db: no permission: join the group stapel";
    window.show(searched(answers));
    CHECK(window.text_of("history-problem").find("/var/stapel.db: no permission") != std::string::npos);
    CHECK(window.find("history-nothing") == nullptr);
}

TEST_CASE("a unit of an earlier search does not stand beside a search that found nothing") {
    auto sample = sample_named("history");
    sample.answers.found.clear();
    const ScreenDriver window(sample);
    CHECK(window.find("history-nothing") != nullptr);
    CHECK(window.find("history-unit") == nullptr);
}

TEST_CASE("every widget of the history has a name of its own, at every scale and in both languages") {
    for (const int scale : {100, 150, 250})
        for (const auto language : {Language::ru, Language::en})
            for (const auto part : {HistoryPart::steps, HistoryPart::tape}) {
                auto sample = sample_named("history");
                sample.view.preferences = {.language = language, .scale_percent = scale};
                sample.view.history_part = part;
                const ScreenDriver window(sample, 1920, 1080);
                std::set<std::string> once;
                for (const auto& widget : window.widgets()) {
                    CAPTURE(scale, widget.name);
                    CHECK(once.insert(widget.name).second);
                }
            }
}
