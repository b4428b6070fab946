#pragma once

#include "station/run/site.hpp"
#include "station/run/site_view.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace stapel::run {

/// How many runs ended how. What was driven by hand is no run here.
struct Summary {
    int passed = 0, failed = 0, errors = 0, aborted = 0;
    bool records_lost = false;
};

/// All sites of a fixture at work on one plan. All calls may come from any thread; none but `wait` blocks.
class Station {
public:
    /// The writer must outlive the station. `observer` gets every event.
    Station(StationSetup setup, const Clock& clock, records::Writer& writer, Observer observer);
    ~Station() { stop(); }
    Station(const Station&) = delete;
    Station& operator=(const Station&) = delete;

    /// Every site waits for its lid and runs the plan. Call once.
    void start();
    /// Stops all sites; any number of times.
    void stop();
    /// Blocks until every site has ended.
    [[nodiscard]] Summary wait();

    // Labels; false when there is no such site.
    /// One more label: the site's modules take them in order, one each.
    bool scan(int site, Label label);
    /// In place of all labels that wait: the site's next run uses it, however that run begins.
    bool rescan(int site, Label label);

    // What a person does at one site.
    /// A run begins on the module under the closed lid, with the label of the last run there unless the lid was opened
    /// since or `rescan` came. Empty when it does, else a stable word: `no_site`, `not_started`, `ended`, `running`,
    /// `unacknowledged`, `manual`, `jig_away`, `lid_open`, `nest_empty`.
    std::string start_run(int site);
    /// The run under way is aborted and torn down, outputs off at once; the site goes on waiting for the next module, and
    /// the module counts as none of its units. False when none is under way.
    bool stop_run(int site);
    /// The verdict was seen. A lid that was closed over the next module meanwhile starts its run now. False when nothing
    /// is to be acknowledged.
    bool acknowledge(int site);

    // Prompts of steps.
    /// False when no prompt is open at the site or that is none of its choices.
    bool answer(int site, std::string choice);
    /// Nobody will answer any more: the site's run with an open prompt, and every later one, is aborted (`unanswered`).
    void no_more_answers(int site);

    // An engineer drives a jig by hand; a record of purpose `engineering` keeps each message with its answer.
    /// Empty when it begins, else a word as from `start_run`; a silent jig, an open lid and an empty nest are no hindrance.
    std::string manual_begin(int site);
    /// A SCPI message; the answer comes as an event `Log` of level `manual`. False when the site is not driven by hand.
    bool manual_send(int site, std::string message);
    /// The jig is reset, outputs off; the record ends `aborted` (`driven_by_hand`). False when it is not driven by hand.
    bool manual_end(int site);

    // What there is to see; cheap enough for ten looks a second.
    /// In the order of their numbers.
    [[nodiscard]] std::vector<SiteView> sites() const;
    /// Every shared instrument with who holds it, then who waits, in order.
    [[nodiscard]] std::vector<std::pair<std::string, std::vector<LeaseHolder>>> instruments() const;
    /// What the site's newest run has on its tape, masked as records are; at most 256 KiB. A few milliseconds when it is
    /// full: for the site that is looked at.
    [[nodiscard]] std::vector<transport::TapeEntry> tape(int site) const;
    /// `changed` is called when `sites()` or `instruments()` may differ: from any thread; it must neither block nor call
    /// anything of the station but these two. Before `start`.
    void on_change(std::function<void()> changed);

private:
    [[nodiscard]] Site* find(int site) const;
    void count(const Verdict& verdict);
    void tell_change() const;

    StationSetup setup_;
    records::Writer& writer_;
    mutable std::mutex change_mutex_;
    std::function<void()> changed_;
    LeaseBroker leases_;
    std::mutex mutex_;
    Summary summary_;
    std::map<int, std::unique_ptr<Site>> sites_;
};

}  // namespace stapel::run
