#pragma once

#include "fixtures/transport/tape.hpp"
#include "station/base/clock.hpp"
#include "station/records/rows.hpp"
#include "station/run/events.hpp"
#include "station/run/jig_thread.hpp"
#include "station/run/label.hpp"
#include "station/run/leases.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace stapel::app {

// What the window draws. Values only: made by the board from the engine's events and states, never changed afterwards.
// Empty texts are unknown.

/// What an operator sees of a site at one glance.
enum class SiteState {
    empty,    ///< nothing in the nest
    ready,    ///< a label was scanned or a module lies in the nest: the lid is to be closed
    running,
    pass,
    fail,     ///< the module's fault
    trouble,  ///< the jig's or the station's fault
    stopped,  ///< a person ended the run
    manual,   ///< an engineer drives the jig by hand
};

enum class StepState { waiting, running, pass, fail, error, aborted, skipped };

/// One step of the plan, as its last try stands; earlier tries are kept before it in `SiteSnapshot::steps`.
struct StepLine {
    std::string id;    ///< of the plan
    std::string kind;  ///< `jig.current`
    int attempt = 1;   ///< `try`
    StepState state = StepState::waiting;
    std::int64_t ms = 0;  ///< module time, once finished
    std::string code, detail;
    std::vector<records::Measurement> measurements;
};

/// How far the step under way is.
struct StepProgress {
    std::int64_t done = 0, total = 0;  ///< total 0: unknown
    std::string unit;                  ///< `byte`, `s` or `item`
};

/// A run of this module that ended before, newest first in `SiteSnapshot::earlier`.
struct EarlierRun {
    std::string run, started_utc, outcome, code, failed_step, operation;
    std::optional<int> attempt;
    int site = 0;
};

struct SiteSnapshot {
    int site = 0;
    SiteState state = SiteState::empty;

    std::string run;  ///< under way, else the last one; empty before the first
    std::optional<int> attempt;
    TimePoint started{};
    Duration elapsed{};  ///< of the run under way up to the snapshot, or of the last one; real time
    std::string serial, imei, iccid;
    std::optional<run::Label> next_label;  ///< scanned, its run has not begun

    std::string step;  ///< id of the step under way
    std::optional<StepProgress> progress;
    int steps_done = 0, steps_total = 0;
    std::vector<StepLine> steps;  ///< in the order of the plan; tries of one step follow each other

    std::string code, failed_step, detail;  ///< of the last verdict
    bool must_acknowledge = false;          ///< nothing begins here before a person has acknowledged the verdict
    std::optional<run::Prompt> prompt;      ///< a step waits for this answer
    run::JigState jig;
    std::string waits_for;                  ///< shared instrument that the step waits for
    std::vector<EarlierRun> earlier;
};

/// A shared instrument: who holds it (first) and who waits, in order.
struct InstrumentQueue {
    std::string instrument;
    std::vector<run::LeaseHolder> queue;
};

struct LogLine {
    UtcTime time{};
    std::optional<int> site;
    std::string level, text;
};

/// Today's runs that enter yield, of this station, by first attempts (`records.md`).
struct Today {
    int passed = 0, failed = 0, troubled = 0;
    std::optional<double> first_pass_yield;  ///< 0 to 1; none before the first
};

/// What is under way in this station as a whole.
struct Work {
    std::string station, fixture;
    bool virtual_fixture = false;
    double speed = 1.0;
    std::string plan, operation, module, plan_sha256;
    int plan_version = 0;
    std::string firmware, firmware_sha256;  ///< file name without folder, or the release's name
    std::string operator_id;
    std::string order_no;
    std::optional<int> order_done, order_total;
    std::string database;
    std::string program_version;
};

/// Values that earlier runs measured, oldest first, by `STEP/NAME` of the plan: the sparklines.
using Series = std::map<std::string, std::vector<double>>;

struct Snapshot {
    Work work;
    Today today;
    std::string records_problem;  ///< why records are not safe; empty while they are
    std::vector<SiteSnapshot> sites;
    std::vector<InstrumentQueue> instruments;
    std::shared_ptr<const std::vector<LogLine>> log = std::make_shared<std::vector<LogLine>>();  ///< newest last, at most 5000
    std::shared_ptr<const Series> series = std::make_shared<Series>();
    TimePoint now{};
    UtcTime utc{};
};

/// The site's line; null when there is none of that number.
[[nodiscard]] inline const SiteSnapshot* find_site(const Snapshot& snapshot, int site) {
    for (const auto& one : snapshot.sites)
        if (one.site == site) return &one;
    return nullptr;
}

}  // namespace stapel::app
