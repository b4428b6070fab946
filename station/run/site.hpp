#pragma once

#include "station/base/mailbox.hpp"
#include "station/records/writer.hpp"
#include "station/run/fixture_file.hpp"
#include "station/run/journal.hpp"
#include "station/run/sequencer.hpp"

#include <functional>
#include <stop_token>
#include <string>
#include <thread>

namespace stapel::run {

/// What all sites of a station share; constant while they live.
struct StationSetup {
    FixtureFile fixture;
    PreparedPlan prepared;
    Masker masker;
    std::string operator_id;
    int units = 1;  ///< modules a site, then it ends
    std::string program_version;
};

/// How a site's runs ended.
using RunEnded = std::function<void(int site, const Verdict& verdict)>;

/// One nest with its channels: a jig thread and a step thread that executes the plan on every module whose lid closes.
class Site {
public:
    struct Links {
        const StationSetup& setup;
        const Clock& clock;
        records::Writer& writer;
        LeaseBroker& leases;
        Observer observer;
        RunEnded ended;
    };

    Site(const SiteWiring& wiring, Links links);

    void start();
    /// The label of the next module that is run.
    void scan(Label label) { scans_.post(std::move(label)); }
    /// Output off at once, the run under way is torn down, no further one begins. Any thread.
    void stop();
    /// No further run begins; one under way goes on. Any thread.
    void end_after_run() { no_more_.request_stop(); }
    /// Blocks until the site has ended.
    void join();

private:
    void work();
    void run_one();
    void run_safely();
    [[nodiscard]] records::RunBegin begin_row();
    void read_jig(records::RunBegin& row);
    [[nodiscard]] Verdict execute();
    [[nodiscard]] Verdict store(const records::RunBegin& begin, Verdict verdict, Duration real);
    void lamp(std::string_view colour);

    int number_;
    Links links_;
    Tempo tempo_;
    transport::Tape tape_;
    Channels channels_;
    Instruments instruments_;
    std::stop_source stop_, no_more_;
    Journal journal_;
    Mailbox<Label> scans_;
    Facts facts_;
    JigThread jig_;
    std::jthread thread_;
};

}  // namespace stapel::run
