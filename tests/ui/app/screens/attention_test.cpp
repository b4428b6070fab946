#include "tests/ui/app/support/sample_sites.hpp"
#include "ui/app/screens/attention.hpp"
#include "ui/app/screens/function_keys.hpp"
#include "tests/ui/app/support/station_with.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace stapel::app;
using namespace stapel::app::test;

namespace {

View choosing(int site) {
    View view;
    view.chosen_site = site;
    return view;
}

SiteSnapshot asking(int number, std::vector<std::string> choices) {
    auto site = running_site(number, 3);
    site.prompt = stapel::run::Prompt{.step = "led", .text_key = "led", .ru = {}, .en = {}, .choices = std::move(choices), .picture = {}};
    return site;
}

FunctionKey key_of(KeyUse use) {
    const auto keys = function_keys(View{});
    return *std::ranges::find(keys, use, &FunctionKey::use);
}

bool enabled(KeyUse use, const Snapshot& snapshot, const View& view) { return is_enabled(key_of(use), snapshot, view); }

}  // namespace

TEST_CASE("the chosen site goes first, then the lowest number") {
    const auto snapshot = station_with({running_site(1, 3), site_in(SiteState::fail, 2), site_in(SiteState::trouble, 3)});
    CHECK(site_to_acknowledge(snapshot, choosing(1))->site == 2);
    CHECK(site_to_acknowledge(snapshot, choosing(3))->site == 3);
    CHECK(site_in_trouble(snapshot, choosing(1))->site == 3);
    CHECK(site_that_is_free(snapshot, choosing(1))->site == 2);
    CHECK(site_that_asks(snapshot, choosing(1)) == nullptr);
}

TEST_CASE("a digit answers the question that is shown") {
    const auto snapshot = station_with({asking(1, {"yes", "no"}), asking(2, {"good"})});
    CHECK(choice_of_digit(snapshot, choosing(1), 2) == "no");
    CHECK(choice_of_digit(snapshot, choosing(2), 1) == "good");
    CHECK_FALSE(choice_of_digit(snapshot, choosing(2), 2));
    CHECK_FALSE(choice_of_digit(snapshot, choosing(1), 0));
    CHECK_FALSE(choice_of_digit(station_with({running_site(1, 1)}), choosing(1), 1));
}

TEST_CASE("keys work where they can do something") {
    using enum SiteState;
    const auto snapshot = station_with({running_site(1, 3), site_in(fail, 2), site_in(empty, 3), site_in(manual, 4)});
    CHECK_FALSE(enabled(KeyUse::start, snapshot, choosing(1)));
    CHECK_FALSE(enabled(KeyUse::start, snapshot, choosing(2)));  // not before it is acknowledged
    CHECK(enabled(KeyUse::start, snapshot, choosing(3)));
    CHECK_FALSE(enabled(KeyUse::start, snapshot, choosing(4)));
    CHECK(enabled(KeyUse::stop, snapshot, choosing(1)));
    CHECK_FALSE(enabled(KeyUse::stop, snapshot, choosing(2)));
    CHECK(enabled(KeyUse::stop_all, snapshot, choosing(2)));
    CHECK(enabled(KeyUse::acknowledge, snapshot, choosing(1)));
    CHECK(enabled(KeyUse::scrap, snapshot, choosing(2)));
    CHECK_FALSE(enabled(KeyUse::scrap, snapshot, choosing(3)));

    const auto idle = station_with({site_in(empty, 1)});
    CHECK_FALSE(enabled(KeyUse::stop_all, idle, choosing(1)));
    CHECK_FALSE(enabled(KeyUse::acknowledge, idle, choosing(1)));
    CHECK_FALSE(enabled(KeyUse::start, idle, choosing(9)));  // no such site
}

TEST_CASE("F8 acknowledges the site that the next action speaks of") {
    auto view = choosing(1);
    const auto commands = press(key_of(KeyUse::acknowledge), station_with({running_site(1, 3), site_in(SiteState::fail, 2)}), view);
    REQUIRE(commands.size() == 1);
    CHECK(std::get<Acknowledge>(commands.front()).site == 2);
}

TEST_CASE("keys change the screen, the language and the help") {
    const Snapshot nothing;
    View view;
    view.help = true;
    CHECK(press(key_of(KeyUse::history), nothing, view).empty());
    CHECK(view.screen == Screen::history);
    CHECK_FALSE(view.help);
    CHECK(is_on(key_of(KeyUse::history), view));
    CHECK_FALSE(is_on(key_of(KeyUse::operator_), view));

    const auto kept = press(key_of(KeyUse::language), nothing, view);
    CHECK(view.preferences.language == Language::en);
    REQUIRE(kept.size() == 1);
    CHECK(std::holds_alternative<KeepPreferences>(kept.front()));

    CHECK(press(key_of(KeyUse::help), nothing, view).empty());
    CHECK(view.help);
}

TEST_CASE("all twelve keys are there, a kiosk hides those of other screens and of scrapping") {
    View view;
    std::vector<int> numbers;
    for (const auto& key : function_keys(view)) numbers.push_back(key.number);
    CHECK(numbers == std::vector{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});

    view.kiosk = true;
    numbers.clear();
    for (const auto& key : function_keys(view)) numbers.push_back(key.number);
    CHECK(numbers == std::vector{1, 2, 5, 6, 7, 8, 12});
}
