#include "tests/ui/app/screens/given_commands.hpp"
#include "tests/ui/app/screens/screen_driver.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace stapel;
using namespace stapel::app;
using namespace stapel::app::test;

namespace {

std::size_t times_kept(const ScreenDriver& window) { return given<KeepPreferences>(window.commands).size(); }

void tab_to(ScreenDriver& window, SettingsFocus focus) {
    for (int i = 0; i < 5 && window.sample.view.settings_focus != focus; ++i) window.press(Key::tab);
    REQUIRE(window.sample.view.settings_focus == focus);
}

}  // namespace

TEST_CASE("the ports are looked at when the settings are opened for the first time, and whenever that is asked for") {
    ScreenDriver window(sample_named("settings"));
    CHECK(given<LookAtPorts>(window.commands).size() == 1);
    window.click("look-at-ports");
    CHECK(given<LookAtPorts>(window.commands).size() == 2);
    tab_to(window, SettingsFocus::look_at_ports);
    window.press(Key::enter);
    CHECK(given<LookAtPorts>(window.commands).size() == 3);
}

TEST_CASE("while the ports are looked at that is said, and cannot be asked for again") {
    auto sample = sample_named("settings");
    sample.answers.looking_at_ports = true;
    ScreenDriver window(sample);
    CHECK(window.text_of("ports-sum") == "Порты проверяются…");
    CHECK_FALSE(window.find("look-at-ports")->enabled);
    window.commands.clear();
    window.click("look-at-ports");
    tab_to(window, SettingsFocus::look_at_ports);
    window.press(Key::enter);
    CHECK(given<LookAtPorts>(window.commands).empty());
}

TEST_CASE("language, scale and sounds are changed by click and kept") {
    ScreenDriver window(sample_named("settings"));
    auto& preferences = window.sample.view.preferences;
    window.click("language-en");
    CHECK(preferences.language == Language::en);
    CHECK(window.text_of("records") == "✓ records are safe");
    window.click("scale-more");
    CHECK(preferences.scale_percent == 125);
    CHECK(window.text_of("scale") == "125 %");
    window.click("scale-less");
    CHECK(preferences.scale_percent == 100);
    window.click("sounds-off");
    CHECK_FALSE(preferences.sounds);
    CHECK(times_kept(window) == 4);
}

TEST_CASE("the scale stays between 100 and 250 %, and what does not change is not kept") {
    ScreenDriver window(sample_named("settings"));
    auto& preferences = window.sample.view.preferences;
    window.click("scale-less");
    CHECK(preferences.scale_percent == 100);
    CHECK(times_kept(window) == 0);
    tab_to(window, SettingsFocus::scale);
    for (int i = 0; i < 8; ++i) window.press(Key::right);
    CHECK(preferences.scale_percent == 250);
    CHECK(times_kept(window) == 6);
}

TEST_CASE("language, scale and sounds are changed by keys alone") {
    ScreenDriver window(sample_named("settings"));
    auto& view = window.sample.view;
    REQUIRE(view.settings_focus == SettingsFocus::language);
    window.press(Key::right);
    CHECK(view.preferences.language == Language::en);
    window.press(Key::left);
    CHECK(view.preferences.language == Language::ru);
    tab_to(window, SettingsFocus::scale);
    window.press(Key::right);
    CHECK(view.preferences.scale_percent == 125);
    tab_to(window, SettingsFocus::sounds);
    window.press(Key::right);
    CHECK_FALSE(view.preferences.sounds);
    window.press(Key::left);
    CHECK(view.preferences.sounds);
}

TEST_CASE("the ports tell how many cannot be opened, and what to do about each") {
    ScreenDriver window(sample_named("settings"));
    CHECK(window.text_of("ports-sum") == "Закрытых портов: 3");
    CHECK(window.text_of("port-0").ends_with("можно открыть"));
    CHECK(window.text_of("port-5").ends_with("join the group dialout)"));
    CHECK(window.text_of("port-problem-5") ==
          "Позиция 2, консоль: Канал есть, но нет прав его открыть. Установите правила udev или войдите в группу, названную в "
          "сообщении (E-103: /dev/ttyUSB5: no permission: join the group dialout)");
    CHECK(window.text_of("port-problem-7").find("Проверьте кабель") != std::string::npos);
    CHECK(window.find("port-problem-0") == nullptr);
    for (auto& port : window.sample.answers.ports) port.code.clear();
    window.settle();
    CHECK(window.text_of("ports-sum") == "Все порты можно открыть");
    CHECK(window.find("port-problem-5") == nullptr);
}

TEST_CASE("of 1000 ports only those in sight are drawn, and the last one is reached by keys") {
    auto sample = sample_named("settings");
    sample.answers.ports.assign(1000, {1, "host", "serial:path=1-1.2"});
    ScreenDriver window(sample);
    CHECK(window.find("port-0") != nullptr);
    CHECK(window.find("port-999") == nullptr);
    tab_to(window, SettingsFocus::ports);
    window.press(Key::down);
    CHECK(window.sample.view.settings_port == 1);
    window.press(Key::end);
    CHECK(window.find("port-999") != nullptr);
    CHECK(window.find("port-0") == nullptr);
}

TEST_CASE("station, fixture, plan, database and program are named, and whether records are safe") {
    ScreenDriver window(sample_named("settings"));
    const auto& work = window.sample.snapshot.work;
    CHECK(window.text_of("fixture").starts_with(work.fixture));
    CHECK(window.text_of("plan") == work.plan + ", версия " + std::to_string(work.plan_version));
    CHECK(window.text_of("database") == work.database);
    CHECK(window.text_of("program") == "Stapel " + work.program_version);
    window.sample.snapshot.records_problem = "disk full: free some space";
    window.settle();
    CHECK(window.text_of("records").find("disk full: free some space") != std::string::npos);
}

TEST_CASE("every widget of the settings has a name of its own and lies in the window, at every scale") {
    for (const int scale : {100, 150, 250})
        for (const auto language : {Language::ru, Language::en}) {
            auto sample = sample_named("settings");
            sample.view.preferences = {.language = language, .scale_percent = scale};
            const ScreenDriver window(sample, 1920, 1080);
            std::set<std::string> once;
            for (const auto& widget : window.widgets()) {
                CAPTURE(scale, widget.name);
                CHECK(once.insert(widget.name).second);
                CHECK(widget.x + widget.width <= 1920.5F);
            }
        }
}
