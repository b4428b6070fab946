#pragma once

#include "station/base/mailbox.hpp"
#include "station/records/writer.hpp"
#include "station/run/fixture_file.hpp"
#include "station/run/gate.hpp"
#include "station/run/hand_drive.hpp"
#include "station/run/journal.hpp"
#include "station/run/question.hpp"
#include "station/run/sequencer.hpp"

#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace stapel::run {

/// What all sites of a station share; constant while they live.
struct StationSetup {
    FixtureFile fixture;
    PreparedPlan prepared;
    Masker masker;
    std::string operator_id;
    int units = 1;  ///< modules a site, then it ends; 0: no end, and a jig that goes away is waited for
    std::string program_version;
    bool engineering = false;  ///< runs of the real fixture are of that purpose
    std::string flash_journals{};  ///< folder of what flashing left unfinished; empty: nothing is kept
    bool hold_until_acknowledged = false;  ///< after a run that did not pass nothing begins before `acknowledge`
};

/// How a site's runs ended.
using RunEnded = std::function<void(int site, const Verdict& verdict)>;

/// One nest with its channels: a jig thread and a step thread that executes the plan on every module whose lid closes.
/// All calls may come from any thread.
class Site {
public:
    struct Links {
        const StationSetup& setup;
        const Clock& clock;
        records::Writer& writer;
        LeaseBroker& leases;
        Observer observer;
        RunEnded ended;
        std::function<void()> changed;  ///< `view` differs
    };

    Site(const SiteWiring& wiring, Links links);

    void start();
    /// What begins at this site and when; labels, wishes and acknowledgements go there.
    [[nodiscard]] Gate& gate() { return gate_; }
    [[nodiscard]] Question& question() { return question_; }
    /// As `Station::stop_run`.
    bool stop_run();
    /// An order to a jig that is driven by hand; false when it is not.
    bool order(HandOrder order);
    /// Output off at once, what is under way is torn down, nothing further begins.
    void stop();
    /// No further run begins; one under way goes on.
    void end_after_run() { gate_.no_more(); }
    /// Blocks until the site has ended.
    void join();

    [[nodiscard]] SiteView view() const { return gate_.view(number_); }
    /// What the newest run has on its tape, masked as its record is.
    [[nodiscard]] std::vector<transport::TapeEntry> tape() const;

private:
    void seen(const JigState& jig, bool in_trouble);
    void work();
    void take_turn(const Turn& turn);
    void lose_records(const std::exception& why);
    void run_one(const Turn& turn);
    void drive_by_hand(const Turn& turn);
    void end_drive();
    void begin_record();
    [[nodiscard]] records::RunBegin begin_row(std::string_view purpose, std::stop_token stop);
    [[nodiscard]] std::string purpose_of(const std::optional<int>& attempt) const;
    void read_jig(records::RunBegin& row, std::stop_token stop);
    [[nodiscard]] Verdict execute(std::stop_token stop);
    [[nodiscard]] std::vector<transport::TapeEntry> kept_tape(Outcome outcome) const;
    [[nodiscard]] Verdict store(const records::RunBegin& begin, Verdict verdict, Duration real);
    void tell_finished(const Verdict& verdict, Duration real);
    void reset_jig();
    void lamp(std::string_view colour);

    int number_;
    Links links_;
    Tempo tempo_;
    transport::Tape tape_;
    Channels channels_;
    Instruments instruments_;
    Journal journal_;
    mutable std::mutex newest_mutex_;  ///< the tape and what hides its secrets are of one run
    Gate gate_;
    Question question_;
    std::mutex orders_mutex_;  ///< an order that is taken is one of the drive under way
    Mailbox<HandOrder> orders_;
    Facts facts_;
    JigThread jig_;
    std::jthread thread_;
};

}  // namespace stapel::run
