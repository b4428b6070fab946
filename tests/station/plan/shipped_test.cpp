#include "station/plan/plan.hpp"
#include "station/steps/catalogue.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace stapel;

namespace {

plan::Plan shipped(const std::string& name) {
    auto loaded = plan::load(STAPEL_SOURCE_DIR "/station/plans/" + name + ".yaml",
                             {steps::catalogue(), STAPEL_FIRMWARE_DIRECTORY});
    for (const plan::Problem& problem : loaded.problems) UNSCOPED_INFO(plan::to_text(problem));
    REQUIRE(loaded.plan);
    return *std::move(loaded.plan);
}

std::vector<std::string> steps_of(const plan::Plan& plan) {
    std::vector<std::string> steps;
    for (const auto& step : plan.main) steps.push_back(step.id + " " + std::string(step.kind->name));
    return steps;
}

}  // namespace

TEST_CASE("the shipped plans have no problems and end with the module off") {
    for (const auto& [name, module] : {std::pair("nb02-line", "NB02"), {"vnb02-line", "VNB02"}, {"vnc02-line", "VNC02"}}) {
        CAPTURE(name);
        const auto plan = shipped(name);
        CHECK(plan.name == name);
        CHECK(plan.module == module);
        CHECK(plan.main.size() == 17);
        CHECK(plan.teardown.back().kind->name == "jig.off");
    }
    CHECK(shipped("nb02-line").image == STAPEL_FIRMWARE_DIRECTORY "/nb02.hex");
    CHECK(shipped("vnc02-line").image == STAPEL_FIRMWARE_DIRECTORY "/vnc02.hex");
}

TEST_CASE("all types of module go the same way") {
    const auto steps = steps_of(shipped("nb02-line"));
    CHECK(steps_of(shipped("vnb02-line")) == steps);
    CHECK(steps_of(shipped("vnc02-line")) == steps);
}

TEST_CASE("the line's settings differ from the factory's, so that lost ones show") {
    const auto plan = shipped("nb02-line");
    CHECK(plan.settings.at("apn").text != "internet");
    CHECK(plan.settings.at("port").text != "80");
    CHECK(plan.settings.at("period_s").text != "300");
}
