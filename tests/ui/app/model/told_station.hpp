#pragma once

#include "station/base/clock.hpp"
#include "ui/app/model/board.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace stapel::app::test {

/// Stands still until it is told to go on.
class ManualClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return TimePoint(past_); }
    [[nodiscard]] UtcTime utc() const override { return UtcTime(std::chrono::seconds(1'795'513'287)) + past_; }
    void sleep_until(TimePoint, std::stop_token) const override {}
    void pass(Duration time) { past_ += time; }

private:
    Duration past_ = std::chrono::hours(1);
};

/// A station of two sites and a plan of four steps, of which a test tells the board.
struct ToldStation {
    ToldStation() {
        for (const int site : {1, 2}) views.push_back({.site = site, .jig = {.answers = true}});
        look();
    }

    run::SiteView& view(int site) { return views.at(static_cast<std::size_t>(site - 1)); }

    /// The station stands as `views` and `instruments` say.
    void look() {
        board.listen();
        board.look(views, instruments);
    }
    void insert(int site) { view(site).jig.occupied = true; }
    void close_lid(int site) {
        view(site).jig.lid_closed = true;
        ++view(site).jig.lid_closings;
    }

    template <typename Body>
    void tell(int site, const std::string& run, Body body) {
        board.on_event({.time = clock.utc(), .site = site, .run = run, .body = std::move(body)});
    }
    /// As the engine tells it: the phase, then the event.
    void begin_run(int site, const std::string& run, run::By by = run::By::plan) {
        view(site).phase = by == run::By::hand ? run::Phase::manual : run::Phase::running;
        tell(site, run,
             run::RunStarted{.plan = "short",
                             .plan_sha256 = {},
                             .operation = "line",
                             .purpose = "production",
                             .attempt = 1,
                             .order = {},
                             .operator_id = {},
                             .by = by});
        look();
    }
    void end_run(int site, const std::string& run, run::RunFinished finished, run::Phase phase = run::Phase::waiting) {
        view(site).phase = phase;
        tell(site, run, std::move(finished));
        look();
    }
    void step(int site, const std::string& run, const std::string& step, run::Outcome outcome, int attempt = 1) {
        tell(site, run, run::StepStarted{step, attempt});
        tell(site, run, run::StepFinished{.step = step, .attempt = attempt, .outcome = outcome, .ms = 120,
                                          .code = outcome == run::Outcome::fail ? "E-254" : "", .detail = {}});
    }

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() {
        board.listen();
        return board.snapshot();
    }
    [[nodiscard]] SiteSnapshot site(int number) { return *find_site(*snapshot(), number); }
    [[nodiscard]] SiteState state(int number) { return site(number).state; }

    ManualClock clock;
    std::vector<run::SiteView> views;
    std::vector<InstrumentQueue> instruments;
    Board board{{.work = {}, .steps = {{"power-on", "jig.power"}, {"link", "meter.link"}, {"signal", "modem.rssi"},
                                       {"power-off", "jig.off"}}, .sites = {1, 2}}, clock};
};

inline run::RunFinished passed(const std::string& serial = "S000017") {
    return {.outcome = run::Outcome::pass, .serial = serial, .imei = {}, .iccid = {}, .code = {}, .failed_step = {}, .ms = 900};
}

inline run::RunFinished ended(run::Outcome outcome, const std::string& code, const std::string& step = "link") {
    return {.outcome = outcome, .serial = "S000017", .imei = {}, .iccid = {}, .code = code, .failed_step = step, .ms = 900};
}

}  // namespace stapel::app::test
