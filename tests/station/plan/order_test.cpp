#include "tests/station/plan/files.hpp"

#include <catch2/catch.hpp>

using namespace stapel::plan;

namespace {

const std::string head = "plan: demo\nversion: 1\noperation: line\nmodule: NB02\n";

/// Line 6 is setup's step, 8 and 9 main's, 11 teardown's; `parts` are further keys of each.
std::vector<std::string> lines(const std::vector<std::string>& parts) {
    const auto step = [&parts](const std::string& id, std::size_t part) {
        return "  - {id: " + id + ", kind: jig.off" + (parts.at(part).empty() ? "" : ", " + parts.at(part)) + "}\n";
    };
    return test::lines_of(test::load_text(head + "setup:\n" + step("a", 0) + "main:\n" + step("b", 1) + step("c", 2) +
                                          "teardown:\n" + step("d", 3))
                              .problems);
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a need is an earlier step of any section") {
    CHECK(lines({"", "needs: [a]", "needs: [a, b]", "needs: [c]"}).empty());
}

TEST_CASE("a need that can never run is found") {
    CHECK(lines({"needs: [b]", "", "", ""}) ==
          Lines{"6:36 expected an earlier step, else it can never run, found b, which runs later, in main: move one of the two "
                "steps or remove the need"});
    CHECK(lines({"", "needs: [c]", "", ""}) ==
          Lines{"8:36 expected an earlier step, else it can never run, found c, which runs later, in main: move one of the two "
                "steps or remove the need"});
    CHECK(lines({"", "", "needs: [d]", ""}) ==
          Lines{"9:36 expected an earlier step, else it can never run, found d, which runs later, in teardown: move one of the "
                "two steps or remove the need"});
    CHECK(lines({"", "needs: [b]", "", ""}) ==
          Lines{"8:36 expected an earlier step, else it can never run, found the step itself: remove it from `needs`"});
    CHECK(lines({"", "", "needs: [power-up]", ""}) ==
          Lines{"9:36 expected the id of a step of this plan, found \"power-up\": correct it or add the step"});
}

TEST_CASE("needs are a list of ids, each once") {
    CHECK(lines({"", "", "needs: b", ""}) == Lines{"9:35 expected a list, found \"b\": write it as [power-on, boot]"});
    CHECK(lines({"", "", "needs: [b, b]", ""}) == Lines{"9:39 expected each need once, found b again: remove one"});
    CHECK(lines({"", "", "needs: [5]", ""}) ==
          Lines{"9:36 expected a step's id as text, found the number 5: put it in quotes"});
}

TEST_CASE("a retry goes back to the step itself or an earlier one of its section") {
    CHECK(lines({"", "", "retry: {times: 2, from: b}", ""}).empty());
    CHECK(lines({"", "", "retry: {times: 2, from: c}", ""}).empty());
    CHECK(lines({"", "", "retry: {times: 2}", ""}).empty());
    CHECK(lines({"", "retry: {times: 2, from: c}", "", ""}) ==
          Lines{"8:52 expected the step itself or an earlier one of main, found c, which runs later: retry from an earlier "
                "step"});
    CHECK(lines({"", "retry: {times: 2, from: a}", "", ""}) ==
          Lines{"8:52 expected the step itself or an earlier one of main, found a of setup: retry from a step of the same "
                "section"});
    CHECK(lines({"", "retry: {times: 2, from: nowhere}", "", ""}) ==
          Lines{"8:52 expected the id of a step of this plan, found \"nowhere\": correct it or add the step"});
    CHECK(lines({"", "retry: {times: 21}", "", ""}) ==
          Lines{"8:43 expected a whole number from 0 to 20, found the number 21: keep within the range"});
    CHECK(lines({"", "retry: {from: b}", "", ""}) ==
          Lines{"8:35 expected the key times, found none: add `times:` with the number of further tries"});
    CHECK(lines({"", "retry: 2", "", ""}).size() == 1);
}

TEST_CASE("a retry knows where it goes") {
    const auto plan = test::load_text(head + "main:\n  - {id: a, kind: jig.off, retry: {times: 2}}\n"
                                             "  - {id: b, kind: jig.off, retry: {times: 3, from: a}}\n"
                                             "  - {id: c, kind: jig.off}\n")
                          .plan;
    REQUIRE(plan);
    CHECK((plan->main[0].retry.times == 2 && plan->main[0].retry.from == "a"));
    CHECK((plan->main[1].retry.times == 3 && plan->main[1].retry.from == "a"));
    CHECK((plan->main[2].retry.times == 0 && plan->main[2].retry.from.empty()));
}

TEST_CASE("an id is given once in the whole plan") {
    const auto loaded = test::load_text(head + "setup:\n  - {id: same, kind: jig.off}\nmain:\n  - {id: other, kind: jig.off}\n"
                                               "teardown:\n  - {id: same, kind: jig.off}\n");
    CHECK(test::lines_of(loaded.problems) ==
          Lines{"10:10 expected each id once in the plan, found same again: rename this step or the one in line 6"});
}
