#pragma once

#include "station/base/clock.hpp"
#include "station/base/mailbox.hpp"
#include "station/run/events.hpp"
#include "station/run/site_view.hpp"
#include "ui/app/model/board_setup.hpp"
#include "ui/app/model/log_book.hpp"
#include "ui/app/model/site_story.hpp"
#include "ui/app/model/snapshot.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace stapel::app {

/// The station as the window shows it, made of the engine's events and of looks at it. The window's thread, but for
/// `on_event`.
class Board {
public:
    Board(BoardSetup setup, const Clock& clock);
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;

    /// Any thread; the engine only ever waits for a copy of the event.
    void on_event(const run::Event& event);

    /// Takes in the events that came. Looks at the station come after it, so that none is older than what was heard.
    void listen();
    /// `Station::sites` and `Station::instruments`, when they may have changed.
    void look(std::vector<run::SiteView> sites, std::vector<InstrumentQueue> instruments);

    // What is known from elsewhere.
    /// Empty: they are safe.
    void know_records_problem(const std::string& problem);
    void know_today(const Today& today);
    void know_series(std::shared_ptr<const Series> series);
    void know_earlier(int site, const std::string& run, std::vector<EarlierRun> earlier);

    /// The newest state; the same object as before while there is nothing new to see.
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot();
    /// Modules' runs that have ended since the start.
    [[nodiscard]] int runs_ended() const { return runs_ended_; }
    [[nodiscard]] const BoardSetup& setup() const { return setup_; }

private:
    struct Heard {
        run::Event event;
        TimePoint at{};
    };
    void hear(const Heard& heard);
    [[nodiscard]] bool is_due(TimePoint now) const;
    [[nodiscard]] std::shared_ptr<const Snapshot> made(TimePoint now);

    const BoardSetup setup_;
    const Clock& clock_;
    Mailbox<Heard> heard_;
    std::map<int, SiteStory> sites_;
    std::vector<InstrumentQueue> instruments_;
    LogBook log_;
    std::string records_problem_;
    Today today_;
    std::shared_ptr<const Series> series_ = std::make_shared<const Series>();
    int runs_ended_ = 0;
    bool changed_ = true;
    std::shared_ptr<const Snapshot> newest_;
};

}  // namespace stapel::app
