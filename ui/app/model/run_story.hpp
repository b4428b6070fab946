#pragma once

#include "station/run/events.hpp"
#include "ui/app/model/board_setup.hpp"
#include "ui/app/model/snapshot.hpp"

#include <optional>
#include <string>
#include <vector>

namespace stapel::app {

/// What the events of one run have told so far. What an engineer does by hand is none.
class RunStory {
public:
    /// All steps of the plan wait, no run has begun; `plan` must outlive the story.
    explicit RunStory(const std::vector<PlannedStep>& plan);
    RunStory(const std::vector<PlannedStep>& plan, const std::string& run, const run::RunStarted& started, TimePoint at);

    void hear(const run::StepStarted& step);
    void hear(const run::Progress& progress);
    void hear(const run::Measured& measured);
    void hear(const run::StepFinished& step);
    void hear(const run::Prompt& prompt);
    void hear(const run::RunFinished& finished, TimePoint at);

    [[nodiscard]] const std::string& run() const { return told_.run; }
    [[nodiscard]] bool is_open() const { return open_; }
    /// How it ended; none before that.
    [[nodiscard]] std::optional<SiteState> verdict() const { return verdict_; }
    /// All of a site's line that comes from a run; its state, and what the jig shows, are the caller's.
    [[nodiscard]] SiteSnapshot told(TimePoint now) const;

private:
    [[nodiscard]] StepLine* line(const std::string& id, int attempt);
    StepLine& begin_line(const std::string& id, int attempt);
    void learn(const records::Measurement& row);
    [[nodiscard]] int steps_done() const;

    SiteSnapshot told_;
    bool open_ = false;
    std::optional<SiteState> verdict_;
};

}  // namespace stapel::app
