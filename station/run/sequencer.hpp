#pragma once

#include "station/run/journal.hpp"
#include "station/run/step_context.hpp"
#include "station/run/verdict.hpp"

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace stapel::run {

/// Executes a plan once: setup, main unless setup failed, teardown always. Step thread only.
class Sequencer {
public:
    /// `stop` ends setup and main, never teardown.
    Sequencer(const StepTools& tools, Journal& journal, std::stop_token stop);

    [[nodiscard]] Verdict execute();

private:
    enum class Section { guarded, teardown };

    /// False when a step failed that ends the section.
    bool run_section(const std::vector<plan::Step>& steps, Section section);
    void run_step(const plan::Step& step, Section section);
    void skip_step(const plan::Step& step);
    [[nodiscard]] std::optional<Failure> attempt(const plan::Step& step, int attempt, Section section);
    [[nodiscard]] std::optional<Failure> execute_kind(const plan::Step& step, int attempt, Interrupt& interrupt);
    [[nodiscard]] Failure root_cause(const Failure& seen, Interrupt& interrupt, Section section);
    [[nodiscard]] bool needs_met(const plan::Step& step) const;
    [[nodiscard]] bool may_retry(const plan::Step& step);
    void finish_step(const plan::Step& step, int attempt, Duration real, const std::optional<Failure>& failure);

    const StepTools& tools_;
    Journal& journal_;
    std::stop_token stop_;
    int position_ = 0;
    std::map<std::string, int> tries_, retries_;
    std::map<std::string, StepVerdict> verdicts_;
};

}  // namespace stapel::run
