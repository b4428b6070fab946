#pragma once

#include "station/run/label.hpp"
#include "ui/app/model/board.hpp"
#include "ui/app/model/clerk.hpp"
#include "ui/app/model/command.hpp"
#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/tape_watch.hpp"
#include "ui/app/model/view.hpp"
#include "ui/app/model/wire.hpp"
#include "ui/session/session.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace stapel::app {

/// Between the window and a station at work: carries out what a person wants, and gathers what there is to see. The
/// window's thread alone; no call blocks.
class Controller {
public:
    struct Setup {
        session::Session& session;
        Board& board;
        std::function<void()> wake;  ///< there may be something new to see; any thread, must not block
        std::function<void(const Preferences&)> keep_preferences;
    };
    explicit Controller(Setup setup);
    ~Controller() { wire_->cut(); }
    Controller(const Controller&) = delete;
    Controller& operator=(const Controller&) = delete;

    /// What the session is to be started with.
    [[nodiscard]] session::Session::Links links() const;

    /// Before every frame, after the session has been started.
    void update(View& view);
    /// What could not be done is told by the view's notice.
    void carry_out(const Commands& commands, View& view);

    // As of the last `update`.
    [[nodiscard]] const std::shared_ptr<const Snapshot>& snapshot() const { return snapshot_; }
    [[nodiscard]] const Answers& answers() const { return answers_; }
    [[nodiscard]] const LiveTape& tape() const { return tape_.tape(); }
    /// Somebody wants the program to end: the session was stopped.
    [[nodiscard]] bool quitting() const { return quitting_; }

private:
    void look();
    void ask_past();
    void ask_earlier();

    void take(UnitsFound report, View& view);
    void take(UnitShown report, View& view);
    void take(PortsSeen report, View& view);
    void take(PastRead report, View& view);
    void take(EarlierRead report, View& view);
    void take(TapeRead report, View& view);
    void take(const SheetMade& report, View& view);
    void take(const Scrapped& report, View& view);
    void log_problem(const std::string& what, const std::string& problem);

    void obey(const Command& command, View& view);
    void obey(const Scan& scan, View& view);
    void obey(const StartRun& start, View& view);
    void obey(const StopRun& stop, View& view);
    void obey(const StopAll& stop, View& view);
    void obey(const Acknowledge& acknowledge, View& view);
    void obey(const Scrap& scrap, View& view);
    void obey(const Answer& answer, View& view);
    void obey(const ChooseSite& choose, View& view);
    void obey(const ManualBegin& begin, View& view);
    void obey(const ManualSend& send, View& view);
    void obey(const ManualEnd& end, View& view);
    void obey(const PrintCommandSheet& print, View& view);
    void obey(const FindUnits& find, View& view);
    void obey(const ShowUnit& show, View& view);
    void obey(const LookAtPorts& look, View& view);
    void obey(const KeepPreferences& keep, View& view);
    void obey(const Quit& quit, View& view);
    void search(const std::string& text, View& view);
    void scan_label(const run::Label& label, View& view);

    const Setup setup_;
    session::Session& session_;
    Board& board_;
    std::shared_ptr<Wire> wire_;
    std::shared_ptr<const Snapshot> snapshot_;
    Answers answers_;
    TapeWatch tape_;
    UtcTime today_began_{};        ///< the day that the numbers were asked for
    int runs_in_past_ = -1;        ///< runs that had ended by then
    bool past_under_way_ = false;
    std::map<int, std::string> earlier_asked_;  ///< by site: run and module
    bool quitting_ = false;
    Clerk clerk_;
};

}  // namespace stapel::app
