#include "tests/station/plan/catalogue.hpp"
#include "tests/station/plan/files.hpp"

#include <catch2/catch.hpp>

using namespace stapel::plan;
using namespace std::chrono_literals;

namespace {

/// The good plan with one line more in its first step; places begin at 8:5.
std::string first_line(const std::string& line) { return test::first_line(test::good_plan() + "    " + line + "\n"); }

/// The good plan with a second step of the kind `host.flash` and one line more; the line is 10.
std::string flash_line(const std::string& line) {
    return test::first_line(test::good_plan() + "  - id: flash\n    kind: host.flash\n    " + line + "\n");
}

Step first_step(const std::string& line) {
    const auto loaded = test::load_text(test::good_plan() + "    " + line + "\n");
    INFO((loaded.problems.empty() ? "" : to_text(loaded.problems.front())));
    REQUIRE(loaded.plan);
    return loaded.plan->main.front();
}

}  // namespace

TEST_CASE("parameters have their fallbacks and their types") {
    const Step step = first_step("with: {voltage: 3800 mV}");
    CHECK(step.with == std::map<std::string, std::string>{{"voltage", "3800 mV"}, {"current_limit", "2.0 A"}, {"settle", "200 ms"}});
    CHECK(first_line("with: {voltage: 5 mA}") ==
          "8:21 expected a voltage such as 5 V, found \"5 mA\": use a unit of a voltage");
    CHECK(first_line("with: {current_limit: 2}") ==
          "8:27 expected a current such as 5 mA, found the number 2: write the unit, for example 2 mA");
    CHECK(first_line("with: {settle: -1 s}") ==
          "8:20 expected 0 or more, found \"-1 s\": write an amount that is not negative");
    CHECK(first_line("with: {settle: soon}") ==
          "8:20 expected a duration such as 5 s, found \"soon\": write a number, a space and a unit");
    CHECK(first_line("with: {voltag: 4 V}") == "8:12 expected a key of `with` of jig.power, found \"voltag\": write voltage instead");
    CHECK(first_line("with: [4 V]").starts_with("8:11 expected `with` of jig.power: a map of keys and values, found a list"));
}

TEST_CASE("the other types of parameter") {
    CHECK(flash_line("with: {erase: all, baud: 57600, verify: true, note: fast}").empty());
    CHECK(flash_line("with: {erase: al}") == "10:19 expected map or all, found \"al\": write all instead");
    CHECK(flash_line("with: {baud: fast}").starts_with("10:18 expected a whole number from 1"));
    CHECK(flash_line("with: {baud: 0}").starts_with("10:18 expected a whole number from 1"));
    CHECK(flash_line("with: {baud: 0115200}").starts_with("10:18 expected a whole number from 1"));
    CHECK(flash_line("with: {baud: 99999999999999999999}").starts_with("10:18 expected a whole number from 1"));
    CHECK(flash_line("with: {verify: yes}") ==
          "10:20 expected true or false, found \"yes\": write one of these, without quotes");
    CHECK(flash_line("with: {note: 007}") == "10:18 expected note as text, found the number 007: put it in quotes");
    CHECK(flash_line("with: {note: '007'}").empty());
    CHECK(flash_line("with: {note: 10.0.0.1}").empty());
}

TEST_CASE("a required parameter must be there") {
    const std::string plan = test::good_plan() + "  - id: idle\n    kind: jig.current\n";
    CHECK(test::first_line(plan) == "8:5 expected the key over, found none: add `over:` with a duration such as 1 s");
    CHECK(test::first_line(plan + "    with: {}\n").starts_with("10:11 expected the key over"));
    CHECK(test::first_line(plan + "    with: {over: 1 s}\n").empty());
}

TEST_CASE("limits are kept in the unit of the plan") {
    const Limit limit = first_step("limits: {reset_current: {min: 0.006 A, max: 20 mA}}").limits.at("reset_current");
    CHECK(limit.unit->name == "A");
    CHECK(*limit.min == Approx(0.006));
    CHECK(*limit.max == Approx(0.02));
    const Limit open = first_step("limits: {reset_current: {max: 20 mA}}").limits.at("reset_current");
    CHECK((!open.min && open.max == 20 && open.unit->name == "mA"));
    // 3400 mV and 3.4 V are the same although doubles are not.
    CHECK(first_line("limits: {supply_voltage: {min: 3.4 V, max: 3400 mV}}").empty());
}

TEST_CASE("limits that no measurement can meet are found") {
    CHECK(first_line("limits: {reset_current: {min: 80 mA, max: 5 mA}}") ==
          "8:35 expected a min of at most the max, 5 mA, found \"80 mA\": exchange or correct them");
    CHECK(first_line("limits: {reset_current: {min: 5 mV}}") ==
          "8:35 expected a current such as 5 mA, found \"5 mV\": use a unit of a current");
    CHECK(first_line("limits: {reset_current: {max: 20}}").starts_with("8:35 expected a current such as 5 mA, found the number 20"));
    CHECK(first_line("limits: {idle_current: {max: 20 mA}}") ==
          "8:14 expected a key of the limits of jig.power, found \"idle_current\": remove it; the keys are supply_voltage or "
          "reset_current");
    CHECK(first_line("limits: {reset_current: {}}") ==
          "8:29 expected min, max or expected, found none of them: write a bound or remove the limit");
    CHECK(first_line("limits: {reset_current: {expected: high}}").starts_with("8:40 expected min or max in mA"));
    CHECK(first_line("limits: {reset_current: {mni: 1 mA, max: 2 mA}}") ==
          "8:30 expected a key of a limit, found \"mni\": remove it; the keys are min, max or expected");
    CHECK(first_line("limits: {reset_current: 5 mA}").starts_with("8:29 expected a limit: a map of keys and values"));
}

TEST_CASE("a text is compared, a number is bounded") {
    CHECK(flash_line("limits: {version: {min: 3}}") ==
          "10:23 expected `expected`, since version is a text, found min or max: write `{expected: \"...\"}`");
    CHECK(flash_line("limits: {retries: {expected: v04}}").starts_with("10:"));
}

TEST_CASE("limits of counts, texts and booleans have no unit") {
    CHECK(flash_line("limits: {retries: {max: 3}}").empty());
    CHECK(flash_line("limits: {retries: {max: 3 ms}}") ==
          "10:29 expected a number without unit, found \"3 ms\": write the bare number");
    CHECK(flash_line("limits: {version: {expected: true}}").empty());
    CHECK(flash_line("limits: {version: {expected: v04}}").empty());
    CHECK(flash_line("limits: {version: {expected: 3}}") ==
          "10:34 expected the expected value as text, found the number 3: put it in quotes");
    CHECK(flash_line("limits: {retries: {max: 3, expected: v04}}") ==
          "10:42 expected either min and max or expected, found both: remove one");
}

TEST_CASE("timeouts are real durations") {
    CHECK(first_step("timeout: 1500 ms").timeout == 1500ms);
    CHECK(first_step("on_fail: continue").timeout == 60s);
    CHECK(first_line("timeout: 10") == "8:14 expected a duration such as 5 s, found the number 10: write the unit, for example 10 s");
    CHECK(first_line("timeout: 0 s") == "8:14 expected a timeout from 1 ms to 24 h, found \"0 s\": keep within the range");
    CHECK(first_line("timeout: 25 h").starts_with("8:14 expected a timeout from 1 ms to 24 h"));
}

TEST_CASE("what to do on a fail is one of two words") {
    CHECK(first_step("on_fail: continue").on_fail == OnFail::proceed);
    CHECK(first_step("on_fail: stop").on_fail == OnFail::stop);
    CHECK(first_line("on_fail: proceed") == "8:14 expected stop or continue, found \"proceed\": write one of these");
}

TEST_CASE("a step's own keys") {
    CHECK(first_line("limit: {}") == "8:5 expected a key of a step, found \"limit\": write limits instead");
    CHECK(test::first_line("plan: a\nversion: 1\noperation: line\nmodule: NB02\nmain:\n  - kind: jig.off\n") ==
          "6:5 expected the key id, found none: add `id:` with the step's name");
    CHECK(test::first_line("plan: a\nversion: 1\noperation: line\nmodule: NB02\nmain:\n  - id: off\n") ==
          "6:5 expected the key kind, found none: add `kind:` with the step's kind");
    CHECK(test::first_line("plan: a\nversion: 1\noperation: line\nmodule: NB02\nmain:\n  - {id: Power On, kind: jig.of}\n") ==
          "6:10 expected a step's id of a-z, 0-9 and hyphens, found \"Power On\": rename it");
    CHECK(test::first_line("plan: a\nversion: 1\noperation: line\nmodule: NB02\nmain:\n  - {id: on, kind: jig.off}\n") ==
          "6:10 expected a step's id as text, found \"on\": put it in quotes");
    CHECK(test::first_line("plan: a\nversion: 1\noperation: line\nmodule: NB02\nmain:\n  - {id: off1, kind: jig.of}\n") ==
          "6:22 expected a known step kind, found \"jig.of\": write jig.off instead");
    CHECK(test::first_line("plan: a\nversion: 1\noperation: line\nmodule: NB02\nmain:\n  - power\n")
              .starts_with("6:5 expected a step: a map of keys and values, found \"power\""));
}

namespace {

/// The good plan with a prompt as its second step; `with` and `limits` stand in the lines 10 and 11.
std::string prompt_line(const std::string& with, const std::string& limits = "{answer: {expected: \"no\"}}") {
    return test::first_line(test::good_plan() + "  - id: ask\n    kind: operator.prompt\n    with: " + with +
                            "\n    limits: " + limits + "\n");
}

}  // namespace

TEST_CASE("words are different names, and what is expected is one of them") {
    CHECK(prompt_line("{choices: \"yes no\"}").empty());
    CHECK(prompt_line("{choices: yes no}").empty());
    CHECK(prompt_line("{}") == "10:11 expected the key choices, found none: add `choices:` with names separated by one space");
    for (const auto* wrong : {"\"\"", "yes yes", "Yes no", "\"yes  no\"", "\"yes no \"", "[yes]"}) {
        CAPTURE(wrong);
        CHECK(prompt_line(std::string("{choices: ") + wrong + "}").starts_with("10:21 expected "));
    }
    CHECK(prompt_line("{choices: on off}") ==
          "11:13 expected one of `choices: on off`, found \"no\": correct `expected` or the step's words");
    CHECK(prompt_line("{choices: yes nothing}").starts_with("11:13 expected one of"));
}

TEST_CASE("a file is found beside the plan, or is a mistake of the plan") {
    const test::Folder folder;
    folder.write("led.png", "picture");
    const auto loaded = [&](const std::string& picture) {
        return load(folder.write("plan.yaml", test::good_plan() + "  - id: ask\n    kind: operator.prompt\n    with: " +
                                                  "{choices: yes no, picture: " + picture + "}\n"),
                    {.catalogue = test::catalogue(), .firmware_directory = {}});
    };
    const auto found = loaded("led.png");
    REQUIRE(found.plan);
    CHECK(found.plan->main.back().with.at("picture") == folder.path("led.png"));
    const auto missing = test::lines_of(loaded("lamp.png").problems);
    REQUIRE(missing.size() == 1);
    CHECK(missing[0] == "10:38 expected a file for picture, found none at " + folder.path("lamp.png") +
                            ": put it there or correct the path");
    CHECK(loaded(".").problems.size() == 1);
}
