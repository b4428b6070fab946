#include "tests/ui/app/support/identities.hpp"
#include "tests/ui/app/support/sample_sites.hpp"
#include "ui/app/screens/next_action.hpp"
#include "tests/ui/app/support/station_with.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace stapel::app;
using namespace stapel::app::test;

namespace {

NextAction action_of(const Snapshot& snapshot, int chosen = 1, Language language = Language::ru) {
    View view;
    view.chosen_site = chosen;
    view.preferences.language = language;
    return next_action(snapshot, view);
}

NextAction action_of(const SiteSnapshot& site) { return action_of(station_with({site}), site.site); }

SiteSnapshot acknowledged(SiteState state) {
    auto site = site_in(state, 1);
    site.must_acknowledge = false;
    return site;
}

}  // namespace

TEST_CASE("what a fail and a jig's trouble ask for, and that F8 follows") {
    const auto fail = action_of(site_in(SiteState::fail, 1));
    CHECK(fail.text == "Позиция 1: БРАК. Положите модуль в красный лоток, затем\u00A0F8");
    CHECK(fail.site == 1);
    CHECK(fail.urgency == Urgency::module);

    const auto trouble = action_of(site_in(SiteState::trouble, 1));
    CHECK(trouble.text == "Позиция 1: СТЕНД. Очистите контакты гнезда и повторите, затем\u00A0F8");
    CHECK(trouble.urgency == Urgency::trouble);

    const auto english = action_of(station_with({site_in(SiteState::fail, 3)}), 3, Language::en);
    CHECK(english.text == "Site 3: FAIL. Put the module into the red tray, then\u00A0F8");
}

TEST_CASE("once acknowledged, a verdict still says where the module goes") {
    CHECK(action_of(acknowledged(SiteState::fail)).text == "Позиция 1: БРАК. Положите модуль в красный лоток");
    CHECK(action_of(acknowledged(SiteState::trouble)).text == "Позиция 1: СТЕНД. Очистите контакты гнезда и повторите");
    CHECK(action_of(acknowledged(SiteState::stopped)).text == "Позиция 1: прогон прерван. F5 — повторить, или выньте модуль");
    const auto pass = action_of(site_in(SiteState::pass, 1));
    CHECK(pass.text == "Позиция 1: ГОДЕН. Выньте модуль");
    CHECK(pass.urgency == Urgency::calm);
}

TEST_CASE("an unknown code calls the engineer") {
    auto site = acknowledged(SiteState::trouble);
    site.code = "E-999";
    CHECK(action_of(site).text == "Позиция 1: СТЕНД. Позовите инженера");
}

TEST_CASE("from the scan to the start") {
    CHECK(action_of(site_in(SiteState::empty, 1)).text == "Позиция 1: считайте этикетку модуля");
    auto site = site_in(SiteState::ready, 1);
    CHECK(action_of(site).text == "Позиция 1: закройте крышку");
    site.jig.occupied = false;
    CHECK(action_of(site).text == "Позиция 1: вложите модуль " + serial_of(1) + " и закройте крышку");
    site.jig.occupied = site.jig.lid_closed = true;
    CHECK(action_of(site).text == "Позиция 1: нажмите F5");
    site.jig.lid_closed = false;
    site.next_label.reset();
    CHECK(action_of(site).text == "Позиция 1: считайте этикетку и закройте крышку");
}

TEST_CASE("while the chosen site runs, the first free one is served; when none is free one waits") {
    const auto served = action_of(station_with({running_site(1, 3), running_site(2, 3), site_in(SiteState::empty, 3)}));
    CHECK(served.text == "Позиция 3: считайте этикетку модуля");
    CHECK(served.site == 3);
    const auto waiting = action_of(station_with({running_site(1, 3), running_site(2, 3)}));
    CHECK(waiting.text == "Ждите: идёт проверка");
    CHECK(waiting.site == 0);
    CHECK(action_of(station_with({site_in(SiteState::manual, 1)})).text == "Стендом управляет инженер");
    CHECK(action_of(station_with({})).text == "В оснастке нет позиций");
}

TEST_CASE("records, then questions, then verdicts, then troubles") {
    auto asking = running_site(2, 3);
    asking.prompt = stapel::run::Prompt{.step = "led", .text_key = "led", .ru = {}, .en = {}, .choices = {"yes"}, .picture = {}};
    auto snapshot = station_with({site_in(SiteState::empty, 1), asking, site_in(SiteState::fail, 3), acknowledged(SiteState::trouble)});
    snapshot.sites[3].site = 4;
    snapshot.records_problem = "no space left on device";

    const auto records = action_of(snapshot);
    CHECK(records.text == "Записи не сохраняются: позовите инженера");
    CHECK(records.reason == "no space left on device");
    CHECK(records.urgency == Urgency::trouble);
    snapshot.records_problem.clear();
    CHECK(action_of(snapshot).text == "Позиция 2: ответьте на вопрос");
    snapshot.sites[1].prompt.reset();
    CHECK(action_of(snapshot).site == 3);
    snapshot.sites[2].must_acknowledge = false;
    CHECK(action_of(snapshot).site == 4);
    snapshot.sites[3].state = SiteState::running;
    CHECK(action_of(snapshot).text == "Позиция 1: считайте этикетку модуля");
}
