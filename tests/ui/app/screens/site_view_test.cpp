#include "ui/app/screens/site_choice.hpp"
#include "ui/app/screens/site_sparkline.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace stapel;
using namespace stapel::app;

namespace {

StepLine step(std::string id, StepState state, int attempt = 1) {
    StepLine line;
    line.id = std::move(id);
    line.kind = "no.such.kind";
    line.state = state;
    line.attempt = attempt;
    return line;
}

SiteSnapshot site_with(std::vector<StepLine> steps) {
    SiteSnapshot site;
    site.run = "run-1";
    site.steps = std::move(steps);
    return site;
}

using enum StepState;

}  // namespace

TEST_CASE("without a choice the step under way is looked at") {
    const auto site = site_with({step("a", StepState::pass), step("b", running), step("c", waiting)});
    CHECK(step_looked_at(site, std::nullopt) == 1);
}

TEST_CASE("of a run that failed the last try of the failed step is looked at") {
    auto site = site_with({step("a", StepState::pass), step("b", StepState::fail), step("b", StepState::fail, 2),
                           step("c", skipped), step("off", StepState::pass)});
    site.failed_step = "b";
    CHECK(step_looked_at(site, std::nullopt) == 2);
}

TEST_CASE("of a run that passed the last step is looked at, before a run the first") {
    CHECK(step_looked_at(site_with({step("a", StepState::pass), step("b", StepState::pass)}), std::nullopt) == 1);
    CHECK(step_looked_at(site_with({step("a", waiting), step("b", waiting)}), std::nullopt) == 0);
    CHECK_FALSE(step_looked_at(site_with({}), std::nullopt));
}

TEST_CASE("a chosen step stays chosen while others get further tries, and until its run is gone") {
    auto site = site_with({step("a", StepState::pass), step("b", running)});
    const auto chosen = choice_of(site, 0);
    REQUIRE(chosen);
    site.steps.insert(site.steps.begin(), step("z", StepState::pass));
    CHECK(step_looked_at(site, chosen) == 1);
    site.run = "run-2";
    CHECK(step_looked_at(site, chosen) == 2);
}

TEST_CASE("choosing the step that is looked at anyhow follows the run again") {
    const auto site = site_with({step("a", StepState::pass), step("b", running)});
    CHECK_FALSE(choice_of(site, 1));
}

TEST_CASE("what failed is listed first, each part in its order") {
    std::vector<records::Measurement> measurements(4);
    for (auto& measurement : measurements) measurement.outcome = "pass";
    measurements[1].outcome = measurements[3].outcome = "fail";
    CHECK(failed_first(measurements) == std::vector<std::size_t>{1, 3, 0, 2});
}

TEST_CASE("no state of a step is told by colour alone") {
    for (const auto state : {waiting, running, StepState::pass, StepState::fail, error, aborted, skipped})
        CHECK_FALSE(step_look(state, Language::ru).word.empty());
    CHECK(step_look(StepState::pass, Language::ru).mark != step_look(StepState::fail, Language::ru).mark);
    CHECK(step_name(step("flash", waiting), Language::ru) == "flash");
}

TEST_CASE("a sparkline has its limits, the earlier values and the present one at the right") {
    const std::vector<double> earlier{10, 20, 30};
    const auto shape = spark_shape({.earlier = earlier, .present = 20, .min = 0, .max = 40}, 100, 60);
    REQUIRE(shape.line.size() == 3);
    CHECK(shape.line.front().x == Approx(25));
    CHECK(shape.line[1].y == Approx(30));  // in the middle between the limits
    CHECK(shape.dot->x == Approx(100));
    CHECK(shape.dot->y == Approx(30));
    CHECK(*shape.max_y == Approx(5));  // a tenth of the range above: 4 of 48
    CHECK(*shape.min_y == Approx(55));
    CHECK_FALSE(shape.dot_outside);
}

TEST_CASE("a value that breaks a limit is marked, the limit itself does not break it") {
    CHECK(spark_shape({.earlier = {}, .present = 41, .min = {}, .max = 40}, 100, 60).dot_outside);
    CHECK(spark_shape({.earlier = {}, .present = -1, .min = 0, .max = {}}, 100, 60).dot_outside);
    CHECK_FALSE(spark_shape({.earlier = {}, .present = 40, .min = {}, .max = 40}, 100, 60).dot_outside);
}

TEST_CASE("a sparkline stays in its box whatever the values are") {
    const std::vector<double> same(5, 7.0);
    const auto flat = spark_shape({.earlier = same, .present = 7, .min = {}, .max = {}}, 100, 60);
    CHECK(flat.dot->y == Approx(30));
    CHECK(spark_shape({}, 100, 60).line.empty());
    CHECK_FALSE(spark_shape({}, 100, 60).dot);
}

TEST_CASE("only the newest values are drawn where there is no room for all") {
    std::vector<double> many(1000, 1.0);
    many.back() = 100;
    const auto shape = spark_shape({.earlier = many, .present = {}, .min = {}, .max = {}}, 90, 60);
    CHECK(shape.line.size() == 30);
    CHECK(shape.line.back().y < shape.line.front().y);
}
