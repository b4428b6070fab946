#pragma once

#include "station/records/writer.hpp"
#include "station/run/events.hpp"
#include "station/run/secrets.hpp"

#include <mutex>
#include <string>

namespace stapel::run {

/// The one place where a run's doings become records and events: masked, in order, both from the same values.
/// Step thread only, but for `masker`.
class Journal {
public:
    /// `masker` knows the secrets that are the same for every run; it must outlive the journal.
    Journal(int site, records::Writer& writer, const Observer& observer, const Masker& masker, const Clock& clock);

    /// Begins a run; what follows carries its id.
    void begin(const records::RunBegin& row, By by = By::plan);
    void step_started(int position, const std::string& step, int attempt);
    void progress(const std::string& step, std::int64_t done, std::int64_t total, std::string_view unit);
    void measured(int position, const std::string& step, int attempt, records::Measurement row);
    void step_finished(int position, const StepFinished& step);
    /// Posts the end, waits until it is on disk and reads it back. Throws `Failure{records_lost}`.
    void store_end(records::RunEnd row);
    void finished(const RunFinished& run);
    void prompt(const Prompt& prompt);
    void log(std::string_view level, std::string text);
    /// A secret that the run has found in its module: hidden from now on, and on the whole of the run's tape.
    void hide(const std::string& secret);
    /// Forgets what earlier runs found in their modules.
    void forget_found_secrets();
    /// What hides the secrets of the newest run. Any thread.
    [[nodiscard]] Masker masker() const;
    /// Waits until everything so far is on disk.
    void commit(std::stop_token stop) { writer_.commit(std::move(stop)); }

    [[nodiscard]] const std::string& run() const { return run_; }

private:
    template <typename Body>
    void tell(Body body);

    int site_;
    records::Writer& writer_;
    const Observer& observer_;
    const Masker& common_;
    mutable std::mutex masker_mutex_;  ///< others read what the step thread alone changes
    Masker masker_;                    ///< the run's own
    const Clock& clock_;
    std::string run_;
};

}  // namespace stapel::run
