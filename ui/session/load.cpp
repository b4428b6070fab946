#include "ui/session/load.hpp"

#include "station/plan/plan.hpp"
#include "station/records/database.hpp"
#include "station/records/pools.hpp"
#include "station/run/plan_values.hpp"
#include "station/run/secrets_file.hpp"
#include "station/steps/catalogue.hpp"
#include "ui/session/places.hpp"
#include "ui/session/status.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace stapel::session {
namespace {

void refuse(const std::vector<plan::Problem>& problems) {
    if (problems.empty()) return;
    std::vector<std::string> lines;
    for (const auto& problem : problems) lines.push_back(to_text(problem));
    throw UsageError(fmt::format("{} {}, nothing was started", lines.size(), lines.size() == 1 ? "error" : "errors"), lines);
}

run::Secrets load_secrets(const std::string& file) {
    if (file.empty()) return {};
    auto loaded = run::load_secrets(file);
    refuse(loaded.problems);
    return std::move(loaded.secrets);
}

std::string store_of(const run::FixtureFile& fixture) {
    return fixture.releases.empty() ? releases_directory() : fixture.releases;
}

}  // namespace

run::PreparedPlan load_plan(const std::string& file) {
    auto loaded = plan::load(file, {.catalogue = steps::catalogue(), .firmware_directory = firmware_directory()});
    refuse(loaded.problems);
    try {
        return run::prepare(std::move(*loaded.plan));
    } catch (const flasher::ImageError& error) {
        throw UsageError(to_text(error));
    }
}

run::FixtureFile load_fixture(const std::string& file) {
    auto loaded = run::load_fixture(file);
    refuse(loaded.problems);
    return std::move(*loaded.fixture);
}

bool trusts_somebody(const run::FixtureFile& fixture) {
    std::error_code ignored;
    return std::filesystem::exists(releases::trust_file(store_of(fixture)), ignored);
}

void take_release(run::PreparedPlan& prepared, const run::FixtureFile& fixture) {
    const auto& name = prepared.plan.release;
    if (name.empty()) return;
    auto opened = releases::open_release(store_of(fixture), name, STAPEL_VERSION);
    refuse(opened.problems);
    refuse(run::use_release(prepared, std::move(*opened.release)));
}

void load_keys(run::PreparedPlan& prepared) {
    for (const auto& datum : prepared.plan.unit_data) {
        if (datum.from != plan::UnitDatum::From::keys) continue;
        auto loaded = run::load_keys(datum);
        refuse(loaded.problems);
        prepared.keys.emplace(datum.name, std::move(loaded.keys));
    }
}

void require_pool(const plan::Plan& plan, const std::string& database) {
    if (plan.serial_pool.empty() || has_pool(records::open_for_reading(database), plan.serial_pool)) return;
    refuse({{.file = plan.file, .line = plan.serial_pool_place.line, .column = plan.serial_pool_place.column,
             .expected = fmt::format("a pool of serials in {}", database),
             .found = fmt::format("none named {}", plan.serial_pool),
             .advice = fmt::format("make it with `stapel serial pool add {} --first S100000 --last S199999`",
                                   plan.serial_pool)}});
}

run::Masker fill_in(run::PreparedPlan& prepared, const std::string& secrets_file) {
    auto values = run::resolve(prepared.plan, load_secrets(secrets_file));
    refuse(values.problems);
    prepared.profile = std::move(values.profile);
    prepared.pin = std::move(values.pin);
    return run::Masker(values.hidden);
}

}  // namespace stapel::session
