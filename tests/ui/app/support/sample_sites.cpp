#include "tests/ui/app/support/sample_sites.hpp"

#include "tests/ui/app/support/identities.hpp"
#include "tests/ui/app/support/line_steps.hpp"

#include <algorithm>
#include <array>
#include <utility>

using namespace std::chrono_literals;

namespace stapel::app::test {
namespace {

run::JigState closed_jig(int site) {
    return {.answers = true, .output = true, .lid_closed = true, .start_pressed = false, .occupied = true,
            .cycles = 18'204 + site, .lid_closings = 12};
}

run::JigState open_jig(int site, bool occupied) {
    auto jig = closed_jig(site);
    jig.output = jig.lid_closed = false;
    jig.occupied = occupied;
    return jig;
}

void know_module(SiteSnapshot& site) {
    site.serial = serial_of(site.site);
    site.imei = imei_of(site.site);
    site.iccid = iccid_of(site.site);
}

SiteSnapshot with_steps(int site, std::vector<StepLine> steps) {
    SiteSnapshot result;
    result.site = site;
    result.run = run_of(site);
    result.attempt = 1;
    result.steps = std::move(steps);
    result.steps_total = static_cast<int>(std::ranges::count(result.steps, 1, &StepLine::attempt));
    result.steps_done = static_cast<int>(std::ranges::count_if(result.steps, [](const StepLine& step) {
        return step.attempt == 1 && step.state != StepState::waiting && step.state != StepState::running;
    }));
    for (const auto& step : result.steps) result.elapsed += std::chrono::milliseconds(step.ms);
    result.started = sample_now() - result.elapsed;
    result.jig = closed_jig(site);
    know_module(result);
    return result;
}

EarlierRun earlier_fail(int site) {
    return {.run = run_of(900 + site), .started_utc = "2026-11-24T08:52:10.114Z", .outcome = "fail", .code = "E-254",
            .failed_step = "link", .operation = "line", .attempt = 1, .site = 2};
}

struct Ending {
    SiteState state;
    const char* step;
    const char* code;
    const char* detail;
};

SiteSnapshot ended_badly(int site, const Ending& ending) {
    auto result = with_steps(site, failed_steps(site, ending.step, ending.code, ending.detail));
    result.state = ending.state;
    result.failed_step = ending.step;
    result.code = ending.code;
    result.detail = ending.detail;
    result.must_acknowledge = true;
    result.jig.output = false;
    return result;
}

SiteSnapshot passed_site(int site) {
    auto result = with_steps(site, passed_steps(site));
    result.state = SiteState::pass;
    result.jig.output = false;
    return result;
}

SiteSnapshot failed_site(int site) {
    auto result = ended_badly(site, {SiteState::fail, "link", "E-254",
                                     "BCC 5E expected, 24 received, in the answer to ET0PE(): 14 of 14 blocks are wrong"});
    result.attempt = 2;
    result.earlier = {earlier_fail(site)};
    return result;
}

SiteSnapshot troubled_site(int site) {
    return ended_badly(site, {SiteState::trouble, "identity-last", "E-308",
                              "the jig's loop at the meter port returned 0 of 16 bytes"});
}

SiteSnapshot stopped_site(int site) {
    auto result = ended_badly(site, {SiteState::stopped, "signal", "E-402", ""});
    for (auto& step : result.steps)
        if (step.state == StepState::fail) step.state = StepState::aborted;
    return result;
}

SiteSnapshot ready_site(int site) {
    SiteSnapshot result;
    result.site = site;
    result.state = SiteState::ready;
    result.jig = open_jig(site, true);
    result.next_label = run::Label{imei_of(site), iccid_of(site), serial_of(site)};
    return result;
}

SiteSnapshot empty_site(int site) {
    SiteSnapshot result;
    result.site = site;
    result.jig = open_jig(site, false);
    return result;
}

SiteSnapshot manual_site(int site) {
    auto result = empty_site(site);
    result.state = SiteState::manual;
    result.run = run_of(site);
    result.jig = closed_jig(site);
    result.elapsed = 83s;
    result.started = sample_now() - result.elapsed;
    return result;
}

}  // namespace

UtcTime sample_utc() { return UtcTime(std::chrono::seconds(1'795'513'287)); }
TimePoint sample_now() { return TimePoint(100'000s); }

SiteSnapshot running_site(int site, int steps_done) {
    auto result = with_steps(site, steps_under_way(site, steps_done));
    result.state = SiteState::running;
    const auto& now = result.steps[static_cast<std::size_t>(std::min(steps_done, result.steps_total - 1))];
    result.step = now.id;
    if (now.id == "flash") result.progress = StepProgress{98'304, 147'456, "byte"};
    if (now.id == "signal" || now.id == "transceiver-signal") result.progress = StepProgress{4, 10, "item"};
    if (now.id == "boot" || now.id == "boot-again") result.progress = StepProgress{11, 0, "s"};
    return result;
}

SiteSnapshot site_in(SiteState state, int site) {
    switch (state) {
        case SiteState::empty: return empty_site(site);
        case SiteState::ready: return ready_site(site);
        case SiteState::running: return running_site(site, 3);
        case SiteState::pass: return passed_site(site);
        case SiteState::fail: return failed_site(site);
        case SiteState::trouble: return troubled_site(site);
        case SiteState::stopped: return stopped_site(site);
        case SiteState::manual: return manual_site(site);
    }
    return empty_site(site);
}

SiteSnapshot busy_site(int site) {
    constexpr std::array others{SiteState::pass, SiteState::empty, SiteState::fail, SiteState::ready, SiteState::trouble};
    if (site % 4 == 0) return site_in(others[static_cast<std::size_t>(site / 4 - 1) % others.size()], site);
    return running_site(site, site * 5 % 19);
}

}  // namespace stapel::app::test
