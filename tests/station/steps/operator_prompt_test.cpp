#include "tests/station/steps/step_rig.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using test::StepRig;

namespace {

const std::map<std::string, std::string> led{{"text_key", "led"}, {"ru", "Светодиод горит?"}, {"en", "Is the LED on?"},
                                             {"choices", "yes no"}, {"picture", "/plans/led.png"}};

plan::Limit expected(const std::string& answer) {
    plan::Limit limit;
    limit.unit = plan::find_unit("");
    limit.expected = answer;
    return limit;
}

/// A rig with somebody who gives that answer.
struct Person {
    explicit Person(const std::string& answer) {
        rig.question = &question;
        rig.on_prompt = [this, answer](const run::Prompt& prompt) {
            asked = prompt;
            REQUIRE(question.answer(answer));
        };
    }

    run::Question question{};
    StepRig rig{};
    run::Prompt asked{};
};

}  // namespace

TEST_CASE("the person is asked as the plan words it, and the answer is measured") {
    Person person("no");
    CHECK_FALSE(person.rig.run("operator.prompt", led).has_value());
    CHECK(person.rig.text("answer") == "no");
    CHECK(person.asked.step == "operator.prompt");
    CHECK(person.asked.text_key == "led");
    CHECK(person.asked.ru == "Светодиод горит?");
    CHECK(person.asked.en == "Is the LED on?");
    CHECK(person.asked.choices == std::vector<std::string>{"yes", "no"});
    CHECK(person.asked.picture == "/plans/led.png");
}

TEST_CASE("an answer that the plan does not expect is the module's fault") {
    Person person("no");
    person.rig.limits["answer"] = expected("yes");
    const auto failure = person.rig.run("operator.prompt", led);
    REQUIRE(failure);
    CHECK(failure->code() == Code::inspection_failed);
    CHECK(failure->detail() == "answer: expected yes, found no");
    person.rig.limits["answer"] = expected("no");
    CHECK_FALSE(person.rig.run("operator.prompt", led).has_value());
}

TEST_CASE("where nobody is to be asked the step fails at once") {
    StepRig rig;
    const auto failure = rig.run("operator.prompt", led);
    REQUIRE(failure);
    CHECK(failure->code() == Code::unanswered);
}
