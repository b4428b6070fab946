#include "station/base/failure.hpp"
#include "station/steps/catalogue.hpp"
#include "tests/ui/app/support/sample_sites.hpp"
#include "ui/app/look/texts.hpp"
#include "ui/app/screens/site_words.hpp"
#include "ui/app/screens/status_items.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace stapel::app;
using namespace stapel::app::test;
using namespace std::chrono_literals;

TEST_CASE("every kind of step has words in both languages") {
    for (const auto& kind : stapel::steps::catalogue()) {
        CAPTURE(kind.name);
        CHECK(TextKey::find("kind." + std::string(kind.name)));
    }
}

TEST_CASE("the step under way is told in words, an unknown kind by its id") {
    SiteSnapshot site;
    site.step = "first-boot";
    site.steps = {StepLine{.id = "first-boot", .kind = "host.boot", .code = {}, .detail = {}, .measurements = {}}};
    CHECK(step_words(site, Language::ru) == "Запуск модуля");
    CHECK(step_words(site, Language::en) == "Starting the module");
    site.steps.front().kind = "host.dance";
    CHECK(step_words(site, Language::ru) == "first-boot");
    site.step.clear();
    CHECK(step_words(site, Language::ru).empty());
}

TEST_CASE("a module is named by its serial and the end of its IMEI") {
    SiteSnapshot site;
    CHECK(identity_words(site).empty());
    site.serial = "S000017";
    CHECK(identity_words(site) == "S000017");
    site.imei = "863703001234567";
    CHECK(identity_words(site) == "S000017  IMEI …1234567");
    CHECK(short_identity_words(site) == "S000017");
    CHECK(identity_tail(site) == "0017");
    site.next_label = stapel::run::Label{.imei = "863703007654321", .iccid = {}, .serial = {}};
    CHECK(identity_words(site) == "IMEI …7654321");
    CHECK(short_identity_words(site) == "…7654321");
    CHECK(identity_tail(site) == "4321");
}

TEST_CASE("time runs in minutes, then in hours") {
    CHECK(elapsed_words(0s) == "0:00");
    CHECK(elapsed_words(42s + 900ms) == "0:42");
    CHECK(elapsed_words(12min + 5s) == "12:05");
    CHECK(elapsed_words(1h + 2min + 5s) == "1:02:05");
}

TEST_CASE("the bar goes on within a step, and never past its end") {
    SiteSnapshot site;
    CHECK_FALSE(run_share(site));
    site.state = SiteState::running;
    CHECK_FALSE(run_share(site));
    site.steps_total = 10;
    site.steps_done = 5;
    CHECK(*run_share(site) == Approx(0.5));
    site.progress = StepProgress{30, 60, "s"};
    CHECK(*run_share(site) == Approx(0.55));
    site.progress = StepProgress{30, 0, "s"};
    CHECK(*run_share(site) == Approx(0.5));
    site.steps_done = 12;
    CHECK(*run_share(site) == Approx(1.0));
}

TEST_CASE("what to do about every failure stands on the tile in the language that is on") {
    for (const auto& failure : stapel::all_failures()) {
        CHECK(failure_action(failure.number, Language::ru) == failure.action_ru);
        CHECK(failure_action(failure.number, Language::en) == failure.action_en);
    }
    CHECK(failure_action("", Language::en) == "Call the engineer");
}

TEST_CASE("a running site tells what it waits for before what it does") {
    auto site = running_site(1, 16);
    site.waits_for = "gsm_modem";
    CHECK(site_note(site, Language::ru) == "Ждёт прибор: опорный модем");
    site.waits_for = "oscilloscope";
    CHECK(site_note(site, Language::ru) == "Ждёт прибор: oscilloscope");
    site.prompt = stapel::run::Prompt{.step = "led", .text_key = "led", .ru = {}, .en = {}, .choices = {"yes"}, .picture = {}};
    CHECK(site_note(site, Language::ru) == "Ждёт вашего ответа");
    CHECK(short_site_note(running_site(1, 16), Language::ru) == "шаг 17 из 19");
}

namespace {

Work work() {
    Work work;
    work.station = "ST-1";
    work.plan = "nb02-line";
    work.plan_version = 2;
    work.firmware = "nb02.hex";
    work.firmware_sha256 = "8e40a7c15b0f4a7d9d12c6e7f80b3a4419c5d2e6f7081b2a3c4d5e6f70819a2b";
    work.order_no = "17";
    work.order_done = 1284;
    work.order_total = 2000;
    work.operator_id = "Иванова";
    return work;
}

std::vector<std::string> status_texts(const Snapshot& snapshot, Language language) {
    std::vector<std::string> texts;
    for (const auto& item : status_items(snapshot, language)) texts.push_back(item.text);
    return texts;
}

}  // namespace

TEST_CASE("the status bar tells what is known") {
    Snapshot snapshot;
    CHECK(status_texts(snapshot, Language::ru) == std::vector<std::string>{"Сегодня годных 0, брак 0"});
    snapshot.work = work();
    snapshot.today = {.passed = 184, .failed = 6, .troubled = 1, .first_pass_yield = 0.9684};
    CHECK(status_texts(snapshot, Language::ru) ==
          std::vector<std::string>{"Станция ST-1", "Заказ 17: 1\u00A0284 из 2\u00A0000", "План nb02-line, версия 2",
                                   "Прошивка nb02.hex 8e40a7c1", "Оператор Иванова",
                                   "Сегодня годных 184, брак 6, с первого раза 96,8 %"});
    CHECK(status_texts(snapshot, Language::en).back() == "Today 184 passed, 6 failed, 96.8% at the first attempt");
    snapshot.work.order_total.reset();
    CHECK(status_texts(snapshot, Language::en)[1] == "Order 17");
}

TEST_CASE("a virtual fixture and unsafe records are told") {
    Snapshot snapshot;
    CHECK(virtual_words(snapshot.work, Language::ru).empty());
    snapshot.work.virtual_fixture = true;
    snapshot.work.speed = 50;
    CHECK(virtual_words(snapshot.work, Language::ru) == "ВИРТУАЛЬНАЯ ОСНАСТКА ×50");
    snapshot.work.speed = 0.5;
    CHECK(virtual_words(snapshot.work, Language::ru) == "ВИРТУАЛЬНАЯ ОСНАСТКА ×0,5");
    CHECK(records_words(snapshot, Language::ru) == "✓ записи сохранены");
    snapshot.records_problem = "disk full";
    CHECK(records_words(snapshot, Language::ru) == "! ЗАПИСИ НЕ СОХРАНЯЮТСЯ");
}
