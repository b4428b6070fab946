#pragma once

#include "fixtures/module/profile.hpp"
#include "station/plan/plan.hpp"

#include <map>
#include <string>
#include <vector>

namespace stapel::run {

/// Secrets by name, as a secrets file holds them.
using Secrets = std::map<std::string, std::string>;

/// A plan's values with its secrets filled in.
struct PlanValues {
    settings::Profile profile;        ///< the factory's when the plan has no settings
    std::string pin;                  ///< of the SIM; empty when the plan has none
    std::vector<std::string> hidden;  ///< what must never be shown or stored, each of at least 4 characters
    std::vector<plan::Problem> problems;  ///< never show a value; profile and PIN hold only when there are none
};

/// Looks up what the plan takes from the secrets and checks it as the plan checks what stands in it. Hidden are all
/// secrets, the PIN, and every write-only setting that is not the factory's.
[[nodiscard]] PlanValues resolve(const plan::Plan& plan, const Secrets& secrets);

}  // namespace stapel::run
