#pragma once

#include "station/base/failure.hpp"
#include "station/run/events.hpp"
#include "station/run/site_view.hpp"
#include "ui/app/model/run_story.hpp"

#include <optional>
#include <string>
#include <vector>

namespace stapel::app {

/// What a site has lived through, as its events and looks at it tell.
class SiteStory {
public:
    /// `plan` must outlive the story.
    SiteStory(int site, const std::vector<PlannedStep>& plan);

    enum class Told { nothing, end_of_run };  ///< `end_of_run`: of a module's, not of an engineer's drive
    Told hear(const run::Event& event, TimePoint at);
    /// How the site stands now: never older than the events heard before.
    void look(run::SiteView view);
    /// Runs of this module that ended before the run of that id.
    void know_earlier(const std::string& run, std::vector<EarlierRun> earlier);

    [[nodiscard]] SiteSnapshot snapshot(TimePoint now) const;
    [[nodiscard]] bool is_busy() const;

private:
    void begin(const run::Event& event, const run::RunStarted& started, TimePoint at);
    [[nodiscard]] SiteState state() const;
    [[nodiscard]] SiteSnapshot shown(TimePoint now) const;
    [[nodiscard]] SiteSnapshot by_hand(TimePoint now) const;
    [[nodiscard]] bool is_starting() const;
    [[nodiscard]] std::optional<Code> trouble_outside_runs() const;

    int site_;
    const std::vector<PlannedStep>& plan_;
    run::SiteView view_;
    RunStory last_;
    bool put_away_ = false;  ///< the module of the last run is not in the nest any more
    bool lid_opened_ = false;
    std::string hand_run_;  ///< of an engineer who drives the jig; empty when none does
    TimePoint hand_started_{};
    std::string earlier_of_;  ///< the run that `earlier_` belongs to
    std::vector<EarlierRun> earlier_;
};

}  // namespace stapel::app
