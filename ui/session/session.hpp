#pragma once

#include "station/records/writer.hpp"
#include "station/run/station.hpp"
#include "ui/session/hosted_bench.hpp"
#include "ui/session/run_options.hpp"
#include "ui/session/status.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace stapel::session {

/// A station at work: plan, fixture or bench, records, and the engine that executes the one on the others. Both faces
/// of the program stand on it.
///
/// Made in two steps: the constructor reads and opens everything, `start` touches the first module.
class Session {
public:
    /// Throws `UsageError`, `records::OpenError`, and what a bench that cannot be set up throws.
    explicit Session(RunOptions options, const Clock& clock = system_clock());
    /// Stops, and waits until every site has ended.
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    struct Links {
        run::Observer observer;         ///< gets every event, and the session's own log lines; any thread, never blocks
        std::function<void()> changed;  ///< `run::Station::on_change`; may be empty
        bool hold_until_acknowledged = false;
    };
    /// The sites begin to wait for their lids; the virtual operator of a bench goes to work. Call once.
    void start(Links links);
    /// Outputs off, runs torn down, no further one begins. Any thread, any number of times, also before `start`.
    void stop();
    /// Blocks until every site has ended. After `start`.
    run::Summary wait();
    /// Has every site ended, so that `wait` would not block?
    [[nodiscard]] bool ended() const;
    /// The exit status for a summary. A station without an end (units 0) is stopped sooner or later and has shown what
    /// failed: `ok` then, unless the stop cut a run or records or the bench were lost.
    [[nodiscard]] Status status(const run::Summary& summary) const;

    /// After `start`.
    [[nodiscard]] run::Station& station() const { return *station_; }
    [[nodiscard]] records::Writer& writer() const { return *writer_; }
    [[nodiscard]] const Clock& clock() const { return clock_; }
    [[nodiscard]] const RunOptions& options() const { return options_; }
    /// What the station was set up with; constant.
    [[nodiscard]] const run::StationSetup& setup() const { return setup_; }
    [[nodiscard]] const std::string& database() const { return database_; }
    [[nodiscard]] const std::string& fixture_file() const { return fixture_file_; }
    [[nodiscard]] bool on_bench() const { return bench_.has_value(); }

private:
    struct Scan {
        int site = 0;
        run::Label label;
    };

    void check_options() const;
    [[nodiscard]] bool is_engineering(const plan::Plan& plan, const run::FixtureFile& fixture) const;
    [[nodiscard]] run::FixtureFile open_fixture();
    [[nodiscard]] static Scan parse_scan(const std::string& text, const run::FixtureFile& fixture);
    void open_records(bool virtual_fixture);
    void log(std::string level, std::string text) const;
    void log_beginning() const;
    void begin_work();
    void scanned(int site, const std::string& text);
    void bench_failed(const std::string& why);

    RunOptions options_;
    const Clock& clock_;
    std::optional<HostedBench> bench_;
    std::string fixture_file_, database_;
    run::StationSetup setup_;
    std::vector<Scan> scans_;
    std::map<int, std::ptrdiff_t> scanned_;  ///< labels that the virtual operator has read, by site
    run::Observer observer_;
    std::unique_ptr<records::Writer> writer_;
    std::unique_ptr<run::Station> station_;
    std::mutex mutex_;  ///< guards the making and the stopping of the station
    std::atomic<bool> stopped_ = false, cut_a_run_ = false, bench_failed_ = false;
};

}  // namespace stapel::session
