#pragma once

#include "station/plan/plan.hpp"
#include "station/run/outcome.hpp"

#include <map>
#include <string>

namespace stapel::run {

/// How the last try of a step ended.
struct StepVerdict {
    Outcome outcome = Outcome::error;
    std::string code, detail;
};

struct Verdict {
    Outcome outcome = Outcome::error;
    std::string failed_step, code, detail;  ///< of the first step with that outcome; empty for a pass
};

/// Judges a run by the last try of every step. A pass needs every step of the plan to have run and passed; a step
/// that is not in `steps` never ran. Of several failures the gravest counts: aborted, error, fail, skipped; those of teardown
/// only when nothing failed before it.
[[nodiscard]] Verdict judge(const plan::Plan& plan, const std::map<std::string, StepVerdict>& steps);

}  // namespace stapel::run
