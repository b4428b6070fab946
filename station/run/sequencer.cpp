#include "station/run/sequencer.hpp"

#include <algorithm>
#include <utility>

namespace stapel::run {
namespace {

std::size_t index_of(const std::vector<plan::Step>& steps, const std::string& id) {
    return static_cast<std::size_t>(std::ranges::find(steps, id, &plan::Step::id) - steps.begin());
}

}  // namespace

Sequencer::Sequencer(const StepTools& tools, Journal& journal, std::stop_token stop)
    : tools_(tools), journal_(journal), stop_(std::move(stop)) {}

Verdict Sequencer::execute() {
    const auto& plan = tools_.prepared.plan;
    if (run_section(plan.setup, Section::guarded)) run_section(plan.main, Section::guarded);
    run_section(plan.teardown, Section::teardown);
    return judge(plan, verdicts_);
}

bool Sequencer::run_section(const std::vector<plan::Step>& steps, Section section) {
    for (std::size_t at = 0; at < steps.size();) {
        const auto& step = steps[at];
        if (!needs_met(step)) {
            skip_step(step);
        } else {
            run_step(step, section);
        }
        if (verdicts_[step.id].outcome > Outcome::skipped) {
            if (may_retry(step)) {
                at = index_of(steps, step.retry.from);
                continue;
            }
            if (section == Section::guarded && step.on_fail == plan::OnFail::stop) return false;
        }
        ++at;
    }
    return true;
}

bool Sequencer::needs_met(const plan::Step& step) const {
    return std::ranges::all_of(step.needs, [this](const std::string& id) {
        const auto found = verdicts_.find(id);
        return found != verdicts_.end() && found->second.outcome == Outcome::pass;
    });
}

/// A stopped run or a jig in trouble is not tried again: the next try could only end the same way.
bool Sequencer::may_retry(const plan::Step& step) {
    if (stop_.stop_requested() || tools_.jig.trouble() || retries_[step.id] >= step.retry.times) return false;
    ++retries_[step.id];
    return true;
}

void Sequencer::skip_step(const plan::Step& step) {
    const int attempt = ++tries_[step.id];
    journal_.step_started(++position_, step.id, attempt);
    journal_.step_finished(position_, {.step = step.id, .attempt = attempt, .outcome = Outcome::skipped,
                                       .code = {}, .detail = "a step that it needs did not pass"});
    verdicts_[step.id] = {.outcome = Outcome::skipped, .code = {}, .detail = {}};
}

void Sequencer::run_step(const plan::Step& step, Section section) {
    const int attempt = ++tries_[step.id];
    journal_.step_started(++position_, step.id, attempt);
    const auto start = tools_.clock.now();
    const auto failure = this->attempt(step, attempt, section);
    finish_step(step, attempt, tools_.clock.now() - start, failure);
}

std::optional<Failure> Sequencer::attempt(const plan::Step& step, int attempt, Section section) {
    const auto interrupt = std::make_shared<Interrupt>();
    const auto fire = [&interrupt] { interrupt->fire(Failure(Code::stopped)); };
    std::optional<std::stop_callback<decltype(fire)>> on_stop;
    const bool guarded = section == Section::guarded;
    if (guarded) on_stop.emplace(stop_, fire);
    tools_.jig.watch(interrupt, tools_.clock.now() + step.timeout,
                     guarded ? JigThread::Watch::trouble : JigThread::Watch::deadline_only);
    auto failure = execute_kind(step, attempt, *interrupt);
    if (failure) failure = root_cause(*failure, *interrupt, section);
    if (!failure && guarded) failure = tools_.jig.trouble();  // it came as the step ended
    tools_.jig.end_watch();
    return failure;
}

std::optional<Failure> Sequencer::execute_kind(const plan::Step& step, int attempt, Interrupt& interrupt) {
    StepContext context(step, tools_, interrupt.token());
    context.on_measured([&](const records::Measurement& row) { journal_.measured(position_, step.id, attempt, row); });
    context.on_progress([&](std::int64_t done, std::int64_t total, std::string_view unit) {
        journal_.progress(step.id, done, total, unit);
    });
    context.on_log([&](std::string_view level, std::string text) { journal_.log(level, step.id + ": " + text); });
    context.on_prompt([&](const Prompt& prompt) { journal_.prompt(prompt); });
    context.on_secret([&](const std::string& secret) { journal_.hide(secret); });
    try {
        if (step.kind->irreversible) journal_.commit(interrupt.token());
        if (interrupt.token().stop_requested()) throw Cancelled();
        step.kind->execute(context);
        context.judge();
        return std::nullopt;
    } catch (const Cancelled&) {
        return Failure(Code::stopped);
    } catch (const Failure& failure) {
        return failure;
    } catch (const std::exception& bug) {
        return Failure(Code::internal, bug.what());
    }
}

/// What ended the step from outside explains more than what the step saw of it, and a jig in trouble explains more
/// than the module's silence behind it.
Failure Sequencer::root_cause(const Failure& seen, Interrupt& interrupt, Section section) {
    if (const auto why = interrupt.why()) return *why;
    if (section == Section::teardown) return seen;
    try {
        tools_.jig.prove_well(interrupt.token());
    } catch (const Failure& trouble) {
        return trouble;
    } catch (const Cancelled&) {
        if (const auto why = interrupt.why()) return *why;
    }
    return seen;
}

void Sequencer::finish_step(const plan::Step& step, int attempt, Duration real, const std::optional<Failure>& failure) {
    StepFinished finished{.step = step.id, .attempt = attempt, .outcome = Outcome::pass,
                          .ms = to_ms(tools_.tempo.module_time(real)), .code = {}, .detail = {}};
    if (failure) {
        finished.outcome = outcome_of(failure->code());
        finished.code = text_of(failure->code()).number;
        finished.detail = failure->detail();
    }
    verdicts_[step.id] = {.outcome = finished.outcome, .code = finished.code, .detail = finished.detail};
    journal_.step_finished(position_, finished);
}

}  // namespace stapel::run
