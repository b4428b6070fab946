#include "station/base/failure.hpp"
#include "station/run/question.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace stapel;
using namespace stapel::run;

namespace {

Prompt prompt() {
    return {.step = "look", .text_key = "led", .ru = "Светодиод горит?", .en = "Is the LED on?", .choices = {"yes", "no"},
            .picture = {}};
}

}  // namespace

TEST_CASE("a question is answered by one of its choices, even as it is told") {
    Question question;
    CHECK_FALSE(question.answer("yes"));
    const auto answer = question.ask(prompt(), {}, [&](const Prompt& told) {
        CHECK(told.text_key == "led");
        CHECK_FALSE(question.answer("perhaps"));
        CHECK(question.answer("no"));
        CHECK_FALSE(question.answer("yes"));
    });
    CHECK(answer == "no");
    CHECK_FALSE(question.answer("yes"));
}

TEST_CASE("an answer from another thread wakes who asked") {
    Question question;
    std::jthread person;
    const auto answer = question.ask(prompt(), {}, [&](const Prompt&) {
        person = std::jthread([&question] { CHECK(question.answer("yes")); });
    });
    CHECK(answer == "yes");
}

TEST_CASE("a question ends with its step") {
    Question question;
    std::stop_source stop;
    CHECK_THROWS_AS((void)question.ask(prompt(), stop.get_token(), [&](const Prompt&) { stop.request_stop(); }), Cancelled);
    CHECK_FALSE(question.answer("yes"));
}

TEST_CASE("without anybody who answers an open question ends, and every later one") {
    Question question;
    for (int time = 0; time < 2; ++time) {
        try {
            (void)question.ask(prompt(), {}, [&](const Prompt&) { question.close(); });
            FAIL("nobody has answered");
        } catch (const Failure& failure) {
            CHECK(failure.code() == Code::unanswered);
            CHECK(failure.detail() == "expected an answer to led, found the end of all answers");
        }
    }
    CHECK_FALSE(question.answer("yes"));
}
