#include "station/plan/plan.hpp"
#include "station/steps/catalogue.hpp"

#include <catch2/catch.hpp>

using namespace stapel;

TEST_CASE("the shipped plan has no problems and ends with the module off") {
    const auto loaded = plan::load(STAPEL_SOURCE_DIR "/station/plans/nb02-line.yaml",
                                   {steps::catalogue(), STAPEL_FIRMWARE_DIRECTORY});
    for (const plan::Problem& problem : loaded.problems) UNSCOPED_INFO(plan::to_text(problem));
    REQUIRE(loaded.plan);
    CHECK(loaded.plan->name == "nb02-line");
    CHECK(loaded.plan->image == STAPEL_FIRMWARE_DIRECTORY "/nb02.hex");
    CHECK(loaded.plan->main.size() == 5);
    CHECK(loaded.plan->teardown.back().kind->name == "jig.off");
}
