#include "ui/cli/meter_check.hpp"

#include "fixtures/meter/port_check.hpp"
#include "fixtures/transport/wait.hpp"
#include "station/base/failure.hpp"
#include "ui/cli/meter_check_text.hpp"
#include "ui/cli/meter_options.hpp"
#include "ui/cli/module_device.hpp"
#include "ui/session/signals.hpp"

#include <fmt/format.h>

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <utility>

namespace stapel::cli {
namespace {

using meter::PortCheck, meter::PortFinding, meter::PortReport;

struct Options {
    MeterOptions meter;
    std::string module_port = "com1";
    bool set = false, json = false;
};

std::size_t count_wrong(const PortReport& report) {
    return static_cast<std::size_t>(std::ranges::count_if(report.findings, &PortFinding::wrong));
}

bool all_good(const PortReport& report) { return std::ranges::all_of(report.findings, &PortFinding::good); }

std::string settings_text(std::size_t count) { return fmt::format("{} setting{}", count, count == 1 ? "" : "s"); }

/// What was found, and what is to be done about it.
void tell(const PortReport& report) {
    fmt::print("{}{}", meter_identity_text(report.meter), port_findings_text(report.findings));
    if (all_good(report)) fmt::print("the port of the module is as a module needs it\n");
    std::fflush(stdout);
}

/// One line of standard input; none at its end. A stop ends the waiting.
std::string answer_line(const std::stop_token& stop) {
    transport::Waiter waiter;
    (void)waiter.wait(STDIN_FILENO, POLLIN, TimePoint::max(), stop);
    std::array<char, 256> line{};  // a terminal hands out whole lines
    const auto count = ::read(STDIN_FILENO, line.data(), line.size());
    std::string text(line.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    std::erase_if(text, [](char character) { return character <= ' '; });
    return text;
}

/// Whoever asked for it, and whoever says so at a terminal.
bool shall_set(const Options& options, const PortReport& report, const std::stop_token& stop) {
    if (options.set || options.json) return options.set;
    if (isatty(STDIN_FILENO) != 1 || isatty(STDOUT_FILENO) != 1) return false;
    fmt::print("Set {}? [y/N] ", settings_text(count_wrong(report)));
    std::fflush(stdout);
    const std::string answer = answer_line(stop);
    return answer == "y" || answer == "Y" || answer == "yes";
}

/// The lines of what was wrong, as they are now.
std::vector<PortFinding> changed(const PortReport& before, const PortReport& now) {
    std::vector<PortFinding> findings;
    for (const PortFinding& finding : now.findings)
        if (std::ranges::any_of(before.findings, [&](const PortFinding& old) {
                return old.wrong() && old.precondition == finding.precondition;
            }))
            findings.push_back(finding);
    return findings;
}

void advise(const PortReport& report, bool was_set) {
    const std::size_t wrong = count_wrong(report), unknown = static_cast<std::size_t>(std::ranges::count_if(
        report.findings, [](const PortFinding& finding) { return !finding.value; }));
    if (wrong > 0 && was_set)
        fmt::print(stderr, "stapel module meter-check: {} expected to be kept, not found when read back: the meter "
                           "acknowledged and did not store: set by the maker's program\n", settings_text(wrong));
    else if (wrong > 0)
        fmt::print(stderr, "stapel module meter-check: {} wrong: set with --set, or by the maker's program\n",
                   settings_text(wrong));
    if (unknown > 0)
        fmt::print(stderr, "stapel module meter-check: {} not told by the meter: look in its menu or with the maker's "
                           "program\n", settings_text(unknown));
}

[[nodiscard]] Status check_meter(const Options& options) {
    const std::stop_token stop = session::stop_on_signals();
    const auto stream = open_device(options.meter.port, stop);
    PortCheck check(*stream, system_clock(), stop,
                    {.address = options.meter.address,
                     .server = server_of(options.meter),
                     .module_port = options.module_port == "com2" ? meter::MeterPort::com2 : meter::MeterPort::com1,
                     .password = options.meter.password,
                     .reader_password = options.meter.dlms_password,
                     .configurator_key = options.meter.key,
                     .start_baud = options.meter.baud});
    PortReport report = check.read(), before;
    if (!options.json) tell(report);
    const bool set = count_wrong(report) > 0 && shall_set(options, report, stop);
    if (set) {
        check.set(report);
        before = std::exchange(report, check.read());
        if (!options.json) fmt::print("set and read back:\n{}", port_findings_text(changed(before, report)));
    }
    if (options.json) fmt::print("{}", meter_check_json(report, before));
    advise(report, set);
    return all_good(report) ? Status::ok : Status::failed;
}

}  // namespace

void add_meter_check(session::Command& module) {
    auto sub = module.subcommand(
        "meter-check", "Check through a meter's optical port that its module's port is set as a module needs it");
    sub.footer("Protocol IEC 62056-21 or automatic (automatic from firmware 9.x on), start and working speed 9600 Bd,\n"
               "session time and HDLC time limit at least 15 s. At a terminal it asks before it sets what is wrong.\n"
               "Exit status 0: everything is right, 1: something is not, 3: the port cannot be opened.\n\n"
               "Example: stapel module meter-check --port serial:/dev/ttyUSB0 --set");
    const auto options = std::make_shared<Options>();
    add_meter_options(sub, options->meter);
    sub.option("--module-port", options->module_port, "The meter's port that the module is on")
        .default_shown()
        .one_of({"com1", "com2"});
    sub.flag("--set", options->set, "Set what is wrong and read it back");
    sub.flag("--json", options->json, "Print JSON");
    sub.does([options] {
        check(options->meter);
        return guarded("module meter-check", [&options] { return check_meter(*options); });
    });
}

}  // namespace stapel::cli
