#include "tests/ui/app/support/samples.hpp"
#include "ui/app/look/context.hpp"
#include "ui/app/screens/screens.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

using namespace stapel::app;
using namespace stapel::app::test;

namespace {

using Widgets = std::vector<Widget>;

/// Draws without pixels: what is noted of a frame.
class Drawing {
public:
    explicit Drawing(int scale_percent = 100) : context_(scale_percent) { preferences_.scale_percent = scale_percent; }

    Widgets window(Sample sample, int width = 1280, int height = 720) {
        sample.view.preferences = preferences_;
        return contents([&](const Ui& ui) { draw_window(ui, {sample.snapshot, sample.answers, sample.tape, sample.view}); }, width, height);
    }

    Widgets contents(const std::function<void(const Ui&)>& draw, int width = 1280, int height = 720) {
        Widgets widgets;
        for (int i = 0; i < frames_until_settled; ++i) {
            widgets.clear();
            Commands commands;
            const Ui ui({preferences_, context_.fonts(), widgets, commands});
            static_cast<void>(context_.frame({.width = width, .height = height}, [&] { draw(ui); }));
        }
        return widgets;
    }

private:
    static constexpr int frames_until_settled = 3;
    Context context_;
    Preferences preferences_;
};

Sample busy(int sites) {
    Sample sample{.name = {}, .snapshot = busy_station(sites)};
    return sample;
}

const Widget& widget(const Widgets& widgets, std::string_view name) {
    CAPTURE(name);
    const auto found = std::ranges::find(widgets, name, &Widget::name);
    REQUIRE(found != widgets.end());
    return *found;
}

bool is_there(const Widgets& widgets, std::string_view name) {
    return std::ranges::find(widgets, name, &Widget::name) != widgets.end();
}

bool above(const Widget& a, const Widget& b) { return a.y + a.height <= b.y + 1; }

bool lies_in(const Widget& inner, const Widget& outer) {
    return inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width && inner.y >= outer.y &&
           inner.y + inner.height <= outer.y + outer.height;
}

bool touch(const Widget& a, const Widget& b) {
    constexpr float rounding = 1;
    return a.x + rounding < b.x + b.width && b.x + rounding < a.x + a.width && a.y + rounding < b.y + b.height &&
           b.y + rounding < a.y + a.height;
}

constexpr float verdict_px = 90, least_px = 16;  // the operator's screen: readable from three metres; the least of all

}  // namespace

TEST_CASE("the words of four sites are readable from three metres") {
    const auto widgets = Drawing().window(busy(4));
    for (int site = 1; site <= 4; ++site) CHECK(widget(widgets, fmt::format("word-{}", site)).height >= verdict_px);
}

TEST_CASE("words of 1 to 32 sites lie in their tiles and are never too small") {
    for (const int scale : {100, 150, 250}) {
        Drawing drawing(scale);
        const int width = scale == 100 ? 1280 : 1920;
        for (const int sites : {1, 2, 4, 9, 16, 24, 32}) {
            CAPTURE(sites, scale);
            const auto widgets = drawing.window(busy(sites), width, width * 9 / 16);
            for (int site = 1; site <= sites; ++site) {
                const auto& word = widget(widgets, fmt::format("word-{}", site));
                CHECK(lies_in(word, widget(widgets, fmt::format("site-{}", site))));
                CHECK_FALSE(touch(word, widget(widgets, fmt::format("number-{}", site))));
                CHECK(word.height * 100 >= least_px * static_cast<float>(scale));
                CHECK(word.text.find("…") == std::string::npos);
            }
        }
    }
}

TEST_CASE("status, sites, next action, scanner and keys follow each other and never move") {
    Drawing drawing;
    const auto at_work = drawing.window(busy(4));
    auto other = sample_named("operator-idle");
    other.view.scan = "S0000";
    other.snapshot.records_problem = "disk full";
    const auto idle = drawing.window(other);
    for (const auto* widgets : {&at_work, &idle}) {
        CHECK(above(widget(*widgets, "status-today"), widget(*widgets, "site-1")));
        CHECK(above(widget(*widgets, "site-1"), widget(*widgets, "next-action")));
        CHECK(above(widget(*widgets, "next-action"), widget(*widgets, "scan")));
        CHECK(above(widget(*widgets, "scan"), widget(*widgets, "start")));
        CHECK(widget(*widgets, "start").y + widget(*widgets, "start").height <= 720);
    }
    for (const auto* name : {"next-action", "scan", "start", "status-clock"}) CHECK(widget(at_work, name).y == widget(idle, name).y);
    CHECK(widget(idle, "scan").text == "S0000");
    CHECK(widget(idle, "next-action").text == "Записи не сохраняются: позовите инженера");
}

TEST_CASE("the status bar cuts names before it cuts numbers") {
    auto sample = busy(4);
    sample.snapshot.work.virtual_fixture = true;
    sample.snapshot.work.order_no = std::string(200, 'A');
    sample.snapshot.work.firmware = std::string(200, 'B') + ".hex";
    for (const int scale : {100, 250}) {
        const int width = scale == 100 ? 1280 : 1920;
        const auto widgets = Drawing(scale).window(sample, width, width * 9 / 16);
        const auto& clock = widget(widgets, "status-clock");
        const auto& records = widget(widgets, "status-records");
        const auto& today = widget(widgets, "status-today");
        CHECK(clock.x + clock.width <= static_cast<float>(width));
        CHECK(widget(widgets, "status-station").text == "Станция ST-1");
        const bool beside = today.y + today.height > records.y && records.y + records.height > today.y;
        CHECK((!beside || today.x + today.width <= records.x));
        CHECK(is_there(widgets, "status-order"));
        CHECK(is_there(widgets, "status-virtual"));
    }
}

TEST_CASE("stopping stays at hand whatever lies over the screen") {
    Drawing drawing(250);
    for (const auto* name : {"help", "prompt", "quit"}) {
        CAPTURE(name);
        const auto widgets = drawing.window(sample_named(name), 1920, 1080);
        CHECK(widget(widgets, "stop-all").enabled);
        CHECK(is_there(widgets, "status-records"));
    }
}

TEST_CASE("a question shows its choices with their digits") {
    const auto widgets = Drawing().window(sample_named("prompt"));
    CHECK(widget(widgets, "prompt").text == "Светодиод модуля светится зелёным?");
    CHECK(widget(widgets, "answer-yes").text == "1  Да");
    CHECK(widget(widgets, "answer-no").text == "2  Нет");
    CHECK(widget(widgets, "next-action").text == "Позиция 2: ответьте на вопрос");
}

TEST_CASE("a question whose picture cannot be shown names it, and choices of its own keep their names") {
    auto sample = sample_named("prompt");
    sample.snapshot.sites[1].prompt->picture = "/no/such/led.png";
    sample.snapshot.sites[1].prompt->choices = {"blinks"};
    const auto widgets = Drawing().window(sample);
    CHECK(widget(widgets, "prompt-picture").text == "Рисунок /no/such/led.png показать нельзя");
    CHECK(widget(widgets, "answer-blinks").text == "1  blinks");
}

TEST_CASE("the question before the end comes before all others") {
    auto sample = sample_named("prompt");
    sample.view.asks_to_quit = true;
    const auto widgets = Drawing().window(sample);
    CHECK(is_there(widgets, "quit-yes"));
    CHECK(is_there(widgets, "quit-no"));
    CHECK_FALSE(is_there(widgets, "answer-yes"));
}

TEST_CASE("a notice is shown whole, however long") {
    auto sample = busy(4);
    sample.view.notice.emplace();
    for (int i = 0; i < 40; ++i) *sample.view.notice += "ожидалась этикетка ";
    const auto widgets = Drawing().window(sample);
    const auto& notice = widget(widgets, "notice");
    CHECK(notice.text == *sample.view.notice);
    CHECK(notice.height > 3 * least_px);
    CHECK(above(notice, widget(widgets, "start")));
}

TEST_CASE("a kiosk shows the operator's screen only") {
    auto sample = sample_named("kiosk");
    sample.view.screen = Screen::settings;
    const auto widgets = Drawing().window(sample);
    CHECK(is_there(widgets, "next-action"));
    CHECK(is_there(widgets, "stop-all"));
    for (const auto* name : {"site", "engineer", "history", "settings", "scrap"}) CHECK_FALSE(is_there(widgets, name));
}

TEST_CASE("a station that cannot begin says why and can be closed") {
    const auto widgets = Drawing().contents([](const Ui& ui) { draw_trouble(ui, "fixture.yaml:3:5: error: expected a channel"); });
    CHECK(widget(widgets, "trouble").text == "fixture.yaml:3:5: error: expected a channel");
    CHECK(widget(widgets, "close").enabled);
}

TEST_CASE("the widgets of a window have names of their own") {
    Drawing drawing;
    for (const auto& sample : all_samples()) {
        CAPTURE(sample.name);
        const auto widgets = drawing.window(sample);
        std::vector<std::string> names;
        for (const auto& one : widgets) names.push_back(one.name);
        std::ranges::sort(names);
        const auto twice = std::ranges::adjacent_find(names);
        INFO((twice == names.end() ? std::string() : *twice));
        CHECK(twice == names.end());
    }
}
