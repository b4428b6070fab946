#pragma once

#include "station/run/fixture_file.hpp"
#include "station/run/prepared_plan.hpp"
#include "station/run/site.hpp"

#include <string>

namespace stapel::session {

// Input files of a station's work. All throw `UsageError` with every mistake of the file.

[[nodiscard]] run::PreparedPlan load_plan(const std::string& file);
[[nodiscard]] run::FixtureFile load_fixture(const std::string& file);

/// Is there a `trust.yaml` where the fixture's releases lie?
[[nodiscard]] bool trusts_somebody(const run::FixtureFile& fixture);

/// Puts the release that the plan names, if any, into it: one of the fixture's folder of releases, proven and allowed
/// there.
void take_release(run::PreparedPlan& prepared, const run::FixtureFile& fixture);

/// Reads the customer's keys that the plan's unit data names.
void load_keys(run::PreparedPlan& prepared);

/// Is the pool that the plan names in the database?
void require_pool(const plan::Plan& plan, const std::string& database);

/// Fills a secrets file (empty: none) into a plan; what hides the secrets from then on.
[[nodiscard]] run::Masker fill_in(run::PreparedPlan& prepared, const std::string& secrets_file);

}  // namespace stapel::session
