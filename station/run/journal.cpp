#include "station/run/journal.hpp"

#include <utility>

namespace stapel::run {

Journal::Journal(int site, records::Writer& writer, const Observer& observer, const Masker& masker, const Clock& clock)
    : site_(site), writer_(writer), observer_(observer), common_(masker), masker_(masker), clock_(clock) {}

template <typename Body>
void Journal::tell(Body body) {
    if (observer_) observer_(Event{.time = clock_.utc(), .site = site_, .run = run_, .body = std::move(body)});
}

void Journal::begin(const records::RunBegin& row, By by) {
    run_ = row.run;
    forget_found_secrets();
    writer_.post(row);
    tell(RunStarted{.plan = row.plan, .plan_sha256 = row.plan_sha256, .operation = row.operation,
                    .purpose = row.purpose, .attempt = row.attempt, .order = row.order_no,
                    .operator_id = row.operator_id, .by = by});
}

void Journal::step_started(int position, const std::string& step, int attempt) {
    writer_.post(records::StepStart{run_, position, step, attempt, clock_.utc()});
    tell(StepStarted{step, attempt});
}

void Journal::progress(const std::string& step, std::int64_t done, std::int64_t total, std::string_view unit) {
    tell(Progress{step, done, total, std::string(unit)});
}

void Journal::measured(int position, const std::string& step, int attempt, records::Measurement row) {
    row.run = run_;
    row.position = position;
    if (auto* text = std::get_if<std::string>(&row.value)) *text = masker_.masked(*text);
    writer_.post(row);
    tell(Measured{step, attempt, std::move(row)});
}

void Journal::step_finished(int position, const StepFinished& step) {
    auto shown = step;
    shown.detail = masker_.masked(step.detail);
    writer_.post(records::StepEnd{run_, position, std::string(name_of(step.outcome)), step.ms, step.code, shown.detail});
    tell(std::move(shown));
}

void Journal::store_end(records::RunEnd row) {
    masker_.mask(row.tape);
    writer_.post(row);
    writer_.commit({});
    if (!writer_.stored(row))
        throw Failure(Code::records_lost, "the run's end was committed but does not read back as it was written");
}

void Journal::finished(const RunFinished& run) {
    tell(run);
    run_.clear();
}

void Journal::prompt(const Prompt& prompt) { tell(prompt); }

void Journal::hide(const std::string& secret) {
    const std::lock_guard lock(masker_mutex_);
    masker_.hide(secret);
}

void Journal::forget_found_secrets() {
    const std::lock_guard lock(masker_mutex_);
    masker_ = common_;
}

Masker Journal::masker() const {
    const std::lock_guard lock(masker_mutex_);
    return masker_;
}

void Journal::log(std::string_view level, std::string text) {
    tell(Log{std::string(level), masker_.masked(std::move(text))});
}

}  // namespace stapel::run
