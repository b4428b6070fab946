#include "station/run/verdict.hpp"

namespace stapel::run {

Verdict judge(const plan::Plan& plan, const std::map<std::string, StepVerdict>& steps) {
    Verdict verdict{.outcome = Outcome::pass, .failed_step = {}, .code = {}, .detail = {}};
    bool complete = true;
    for (const auto* section : {&plan.setup, &plan.main, &plan.teardown}) {
        // teardown follows whatever failed before it: it decides only when nothing did
        const bool decided = section == &plan.teardown && verdict.outcome > Outcome::skipped;
        for (const auto& step : *section) {
            const auto found = steps.find(step.id);
            if (found == steps.end()) {
                complete = false;
                continue;
            }
            const auto& [outcome, code, detail] = found->second;
            if (outcome > verdict.outcome && !decided) verdict = {outcome, step.id, code, detail};
        }
    }
    // A step that was skipped or never reached has a failure before it; without one the program is wrong.
    const bool passes = verdict.outcome == Outcome::pass && complete;
    if (!passes && (verdict.outcome == Outcome::pass || verdict.outcome == Outcome::skipped))
        return {Outcome::error, verdict.failed_step, std::string(text_of(Code::internal).number),
                "a step of the plan did not run"};
    return verdict;
}

}  // namespace stapel::run
