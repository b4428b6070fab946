#pragma once

#include "station/run/jig_thread.hpp"
#include "station/run/label.hpp"
#include "station/run/outcome.hpp"
#include "station/run/site_view.hpp"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

namespace stapel::run {

/// What begins next at a site, and for which module.
struct Turn {
    enum class Kind {
        run,
        run_without_jig,  ///< the jig does not answer: the last run, whose record is to say so. Only where there is an end
        manual,
        none,             ///< nothing begins here any more
    };
    Kind kind = Kind::none;
    Label label{};           ///< of the module; empty when nothing was scanned
    std::stop_token stop{};  ///< fires when the turn is to be ended from outside
};

/// Decides what begins at a site: from the lid, the start button, labels and people's wishes. Each closing of the lid
/// begins one run at most, and a run only where the lid stands closed. Any thread, but for what says that it is the site's.
class Gate {
public:
    struct Rules {
        int units = 1;                         ///< modules, then nothing begins any more; 0: no end
        bool hold_until_acknowledged = false;  ///< after every verdict but a pass
    };
    /// `changed` is called, without the gate's lock, when `view` differs.
    Gate(Rules rules, std::function<void()> changed);

    // The jig's thread.
    void jig_seen(const JigState& jig, bool in_trouble);

    // People.
    /// One more label; they are used in order, one a module.
    void scan(Label label);
    /// In place of all labels that wait. The next run takes it, also one of the module that lies there already; while a
    /// run is under way the label is the next module's.
    void rescan(Label label);
    /// As `Station::start_run` and `Station::manual_begin` say.
    std::string start_run();
    std::string manual_begin();
    /// Fires the stop of the run under way; false when there is none.
    bool stop_run();
    bool acknowledge();

    // The site's own threads.
    /// From now on something may begin.
    void open();
    /// Nothing begins any more; what is under way goes on.
    void no_more();
    /// The same, and what is under way is stopped.
    void stop();
    /// Blocks until something begins or nothing will.
    [[nodiscard]] Turn next();
    /// The run under way has ended. Its module is one of the units unless `stop_run` cut it off.
    void run_over(Outcome outcome);
    /// The jig is not driven by hand any more. A lid that was closed meanwhile starts nothing: it was the engineer's.
    void manual_over();
    void ended();

    [[nodiscard]] SiteView view(int site) const;
    [[nodiscard]] bool in_phase(Phase phase) const;

private:
    [[nodiscard]] std::string why_not_begin() const;
    [[nodiscard]] std::string why_not_run() const;
    void begin_if_due();
    void begin(Turn::Kind kind);
    void forget_moved_module();
    void take_next_label();
    /// Calls `change` under the lock, then tells everybody.
    template <typename Change>
    auto changing(const Change& change);

    const Rules rules_;
    const std::function<void()> changed_;
    mutable std::mutex mutex_;
    std::condition_variable began_;
    Phase phase_ = Phase::waiting;
    bool open_ = false, no_more_ = false;
    JigState jig_;
    bool jig_away_ = false;
    std::uint64_t closings_used_ = 0;     ///< of the lid, by turns that have begun
    std::deque<Label> labels_;            ///< of modules to come
    std::optional<Label> label_in_nest_;  ///< of the module that the last run had, while nobody has opened the lid since
    Turn turn_;
    std::stop_source turn_stop_;
    bool cut_off_ = false;
    int units_done_ = 0;
};

}  // namespace stapel::run
