#include "ui/app/model/board_setup.hpp"

#include "ui/session/session.hpp"

#include <algorithm>
#include <filesystem>

namespace stapel::app {
namespace {

Work work_of(const session::Session& session) {
    const auto& setup = session.setup();
    const auto& plan = setup.prepared.plan;
    Work work;
    work.station = setup.fixture.station;
    work.fixture = setup.fixture.name;
    work.virtual_fixture = setup.fixture.virtual_;
    work.speed = setup.fixture.speed;
    work.plan = plan.name;
    work.operation = plan.operation;
    work.module = plan.module;
    work.plan_sha256 = setup.prepared.sha256;
    work.plan_version = plan.version;
    work.firmware = plan.release.empty() ? std::filesystem::path(plan.image).filename().string() : plan.release;
    work.firmware_sha256 = setup.prepared.image_sha256;
    work.operator_id = setup.operator_id;
    work.database = session.database();
    work.program_version = setup.program_version;
    return work;
}

std::vector<PlannedStep> steps_of(const plan::Plan& plan) {
    std::vector<PlannedStep> steps;
    for (const auto* section : {&plan.setup, &plan.main, &plan.teardown})
        for (const auto& step : *section) steps.push_back({step.id, std::string(step.kind->name)});
    return steps;
}

std::vector<int> sites_of(const run::FixtureFile& fixture) {
    std::vector<int> sites;
    for (const auto& wiring : fixture.sites) sites.push_back(wiring.site);
    std::ranges::sort(sites);
    return sites;
}

}  // namespace

BoardSetup board_setup(const session::Session& session) {
    const auto& setup = session.setup();
    return {.work = work_of(session), .steps = steps_of(setup.prepared.plan), .sites = sites_of(setup.fixture)};
}

}  // namespace stapel::app
