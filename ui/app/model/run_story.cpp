#include "ui/app/model/run_story.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

namespace stapel::app {
namespace {

constexpr std::string_view nothing_read = "none";  // a blank chip's serial, as the step measures it

SiteState state_of(run::Outcome outcome) {
    switch (outcome) {
        case run::Outcome::pass: return SiteState::pass;
        case run::Outcome::fail: return SiteState::fail;
        case run::Outcome::aborted: return SiteState::stopped;
        case run::Outcome::error:
        case run::Outcome::skipped: break;
    }
    return SiteState::trouble;
}

StepState step_state_of(run::Outcome outcome) {
    switch (outcome) {
        case run::Outcome::pass: return StepState::pass;
        case run::Outcome::skipped: return StepState::skipped;
        case run::Outcome::fail: return StepState::fail;
        case run::Outcome::error: return StepState::error;
        case run::Outcome::aborted: return StepState::aborted;
    }
    return StepState::error;
}

bool has_ended(const StepLine& line) { return line.state != StepState::waiting && line.state != StepState::running; }

}  // namespace

RunStory::RunStory(const std::vector<PlannedStep>& plan) {
    for (const auto& step : plan) told_.steps.push_back({.id = step.id, .kind = step.kind, .code = {}, .detail = {}, .measurements = {}});
    told_.steps_total = static_cast<int>(plan.size());
}

RunStory::RunStory(const std::vector<PlannedStep>& plan, const std::string& run, const run::RunStarted& started, TimePoint at)
    : RunStory(plan) {
    told_.run = run;
    told_.attempt = started.attempt;
    told_.started = at;
    open_ = true;
}

void RunStory::hear(const run::StepStarted& step) {
    begin_line(step.step, step.attempt).state = StepState::running;
    told_.step = step.step;
    told_.progress.reset();
}

void RunStory::hear(const run::Progress& progress) {
    if (progress.step == told_.step) told_.progress = StepProgress{progress.done, progress.total, progress.unit};
}

void RunStory::hear(const run::Measured& measured) {
    auto* const measuring = line(measured.step, measured.attempt);
    if (measuring == nullptr) return;
    auto row = measured.row;
    row.run.clear();  // the same in every row
    learn(row);
    measuring->measurements.push_back(std::move(row));
}

void RunStory::hear(const run::StepFinished& step) {
    auto& finished = begin_line(step.step, step.attempt);
    finished.state = step_state_of(step.outcome);
    finished.ms = step.ms;
    finished.code = step.code;
    finished.detail = step.detail;
    told_.step.clear();
    told_.progress.reset();
    told_.prompt.reset();
}

void RunStory::hear(const run::Prompt& prompt) { told_.prompt = prompt; }

void RunStory::hear(const run::RunFinished& finished, TimePoint at) {
    open_ = false;
    verdict_ = state_of(finished.outcome);
    told_.elapsed = at - told_.started;
    told_.serial = finished.serial;
    told_.imei = finished.imei;
    told_.iccid = finished.iccid;
    told_.code = finished.code;
    told_.failed_step = finished.failed_step;
    for (const auto& step : told_.steps)
        if (step.id == finished.failed_step && has_ended(step)) told_.detail = step.detail;
    told_.step.clear();
    told_.progress.reset();
    told_.prompt.reset();
}

SiteSnapshot RunStory::told(TimePoint now) const {
    auto told = told_;
    if (open_) told.elapsed = now - told.started;
    told.steps_done = steps_done();
    return told;
}

StepLine* RunStory::line(const std::string& id, int attempt) {
    const auto found = std::ranges::find_if(told_.steps, [&](const StepLine& line) {
        return line.id == id && line.attempt == attempt;
    });
    return found == told_.steps.end() ? nullptr : &*found;
}

/// The line of that try; a new one behind the step's earlier tries when there is none.
StepLine& RunStory::begin_line(const std::string& id, int attempt) {
    if (auto* const there = line(id, attempt)) return *there;
    const auto last = std::ranges::find(told_.steps.rbegin(), told_.steps.rend(), id, &StepLine::id);
    const auto kind = last == told_.steps.rend() ? std::string() : last->kind;
    StepLine added{.id = id, .kind = kind, .attempt = attempt, .code = {}, .detail = {}, .measurements = {}};
    return *told_.steps.insert(last == told_.steps.rend() ? told_.steps.end() : last.base(), std::move(added));
}

/// A module is named as soon as it has named itself.
void RunStory::learn(const records::Measurement& row) {
    const auto* text = std::get_if<std::string>(&row.value);
    if (text == nullptr || row.outcome != "pass" || *text == nothing_read) return;
    if (row.name == "serial") told_.serial = *text;
    if (row.name == "imei") told_.imei = *text;
    if (row.name == "iccid") told_.iccid = *text;
}

/// A step that is being tried again is not done.
int RunStory::steps_done() const {
    std::set<std::string_view> done;
    for (const auto& line : told_.steps) {
        if (has_ended(line)) done.insert(line.id);
        else done.erase(line.id);
    }
    return static_cast<int>(done.size());
}

}  // namespace stapel::app
