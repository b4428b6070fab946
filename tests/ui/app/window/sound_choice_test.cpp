#include "tests/ui/app/support/sample_sites.hpp"
#include "ui/app/window/sound_choice.hpp"
#include "tests/ui/app/support/station_with.hpp"

#include <catch2/catch.hpp>

#include <utility>

using namespace stapel;
using namespace stapel::app;
using namespace stapel::app::test;

namespace {

std::optional<Sound> heard(SiteState before, SiteState after) {
    return sound_between(station_with({site_in(before, 1)}), station_with({site_in(after, 1)}));
}

SiteSnapshot asking(const std::string& step) {
    auto site = site_in(SiteState::running, 1);
    site.prompt = run::Prompt{.step = step, .text_key = "led", .ru = "?", .en = "?", .choices = {"yes"}, .picture = {}};
    return site;
}

}  // namespace

TEST_CASE("verdicts are heard as they come, and once") {
    CHECK(heard(SiteState::running, SiteState::pass) == Sound::pass);
    CHECK(heard(SiteState::running, SiteState::fail) == Sound::fail);
    CHECK(heard(SiteState::running, SiteState::trouble) == Sound::fail);
    CHECK(heard(SiteState::pass, SiteState::pass) == std::nullopt);
    CHECK(heard(SiteState::fail, SiteState::fail) == std::nullopt);
}

TEST_CASE("what a person did himself is not heard") {
    CHECK(heard(SiteState::empty, SiteState::ready) == std::nullopt);
    CHECK(heard(SiteState::ready, SiteState::running) == std::nullopt);
    CHECK(heard(SiteState::running, SiteState::stopped) == std::nullopt);
    CHECK(heard(SiteState::pass, SiteState::empty) == std::nullopt);
}

TEST_CASE("a second verdict alike, of another run, is heard again") {
    const auto first = site_in(SiteState::pass, 1);
    auto second = first;
    second.run = "another";
    CHECK(sound_between(station_with({first}), station_with({second})) == Sound::pass);
}

TEST_CASE("a question is heard once, the next one again") {
    const auto silent = site_in(SiteState::running, 1);
    CHECK(sound_between(station_with({silent}), station_with({asking("led")})) == Sound::attention);
    CHECK(sound_between(station_with({asking("led")}), station_with({asking("led")})) == std::nullopt);
    CHECK(sound_between(station_with({asking("led")}), station_with({asking("button")})) == Sound::attention);
    CHECK(sound_between(station_with({asking("led")}), station_with({silent})) == std::nullopt);
}

TEST_CASE("records that are not safe are heard once") {
    const auto safe = station_with({});
    auto unsafe = safe;
    unsafe.records_problem = "no space";
    CHECK(sound_between(safe, unsafe) == Sound::attention);
    CHECK(sound_between(unsafe, unsafe) == std::nullopt);
    CHECK(sound_between(unsafe, safe) == std::nullopt);
}

TEST_CASE("of several the most urgent one is heard") {
    const auto before = station_with({site_in(SiteState::running, 1), site_in(SiteState::running, 2)});
    CHECK(sound_between(before, station_with({site_in(SiteState::pass, 1), site_in(SiteState::fail, 2)})) == Sound::fail);
    CHECK(sound_between(before, station_with({site_in(SiteState::fail, 1), site_in(SiteState::pass, 2)})) == Sound::fail);
    CHECK(sound_between(before, station_with({asking("led"), site_in(SiteState::pass, 2)})) == Sound::attention);
}
