// When the live tape is read.
#include "ui/app/model/tape_watch.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::app;
using std::chrono::milliseconds;

namespace {

struct Watched {
    Watched() {
        for (const int site : {1, 2}) {
            snapshot.sites.emplace_back().site = site;
            snapshot.sites.back().state = SiteState::running;
            snapshot.sites.back().run = "a";
        }
        snapshot.now = TimePoint(std::chrono::hours(1));
        view.screen = Screen::site;
    }
    std::optional<int> due() { return watch.due(snapshot, view); }
    std::optional<int> due_after(milliseconds time) {
        snapshot.now += time;
        return due();
    }
    void answer(int site, const std::string& channel) { watch.take(site, {{.channel = channel, .bytes = {}}}); }

    Snapshot snapshot;
    View view;
    TapeWatch watch;
};

}  // namespace

TEST_CASE("A tape is read while a screen shows it, and on no other") {
    Watched station;
    for (const auto screen : {Screen::operator_, Screen::history, Screen::settings}) {
        station.view.screen = screen;
        CHECK_FALSE(station.due().has_value());
    }
    station.view.screen = Screen::engineer;
    CHECK(station.due() == 1);
}

TEST_CASE("A running site's tape is read four times a second, one reading at a time") {
    Watched station;
    CHECK(station.due() == 1);
    CHECK_FALSE(station.due_after(milliseconds(250)).has_value());
    station.answer(1, "host");
    CHECK(station.due() == 1);
    station.answer(1, "host");
    CHECK_FALSE(station.due_after(milliseconds(249)).has_value());
    CHECK(station.due_after(milliseconds(1)) == 1);
}

TEST_CASE("A site at rest has its tape read once") {
    Watched station;
    (void)station.due();
    station.answer(1, "host");
    station.snapshot.sites[0].state = SiteState::pass;
    CHECK(station.due_after(milliseconds(300)) == 1);
    station.answer(1, "meter");
    CHECK_FALSE(station.due_after(milliseconds(300)).has_value());
    CHECK(station.watch.tape().at(0).channel == "meter");
}

TEST_CASE("Another site's tape is never shown as the chosen one's") {
    Watched station;
    (void)station.due();
    station.answer(1, "host");
    station.view.chosen_site = 2;
    CHECK(station.due() == 2);
    CHECK(station.watch.tape().empty());
    station.view.chosen_site = 1;
    (void)station.due();
    station.answer(2, "modem");
    CHECK(station.due_after(milliseconds(300)) == 1);
    CHECK(station.watch.tape().empty());
}
