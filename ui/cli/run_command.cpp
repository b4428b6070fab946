#include "ui/cli/commands.hpp"

#include "ui/cli/answer_lines.hpp"
#include "ui/cli/event_printer.hpp"
#include "ui/cli/event_text.hpp"
#include "ui/session/session.hpp"
#include "ui/session/signals.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>

namespace stapel::cli {
namespace {

struct Options {
    session::RunOptions work;
    bool json = false;
};

run::Event log_event(std::string level, std::string text) {
    return {.time = system_clock().utc(), .site = {}, .run = {}, .body = run::Log{std::move(level), std::move(text)}};
}

run::Event report(const run::Summary& summary, const std::string& database) {
    return log_event("info", fmt::format("{} passed, {} failed, {} errors, {} aborted; records in {}", summary.passed,
                                         summary.failed, summary.errors, summary.aborted, database));
}

Status run_to_the_end(const Options& options) {
    const auto stop = session::stop_on_signals();  // before any other thread
    session::Session session(options.work);
    EventPrinter printer(options.json ? to_json : to_line, session.clock());
    AnswerLines answers({.answer = [&](int site, std::string choice) { return session.station().answer(site, std::move(choice)); },
                         .no_more = [&](int site) { session.station().no_more_answers(site); },
                         .complain = [&](std::string text) { printer.print(log_event("error", std::move(text))); }});
    const std::stop_callback on_signal(stop, [&session] { session.stop(); });
    session.start({.observer = [&](const run::Event& event) {
                       printer.print(event);
                       answers.on_event(event);
                   },
                   .changed = {}});
    const auto summary = session.wait();
    if (!options.json) printer.print(report(summary, session.database()));
    return session.status(summary);
}

Status carry_out(const Options& options) {
    try {
        return run_to_the_end(options);
    } catch (const records::OpenError& error) {
        std::fprintf(stderr, "stapel: %s\n", error.message.c_str());
        return static_cast<Status>(error.exit_status);
    }
}

}  // namespace

void add_run_command(session::Command& program) {
    auto options = std::make_shared<Options>();
    auto run = program.subcommand("run", "Executes a plan on every module that is put in");
    session::add_run_options(run, options->work);
    run.flag("--json", options->json, "Events as JSON Lines on standard output");
    run.refuse_options_as_values();
    run.footer("Example: stapel run --plan station/plans/nb02-line.yaml --bench 4 --speed 50");
    run.does([options] { return carry_out(*options); });
}

}  // namespace stapel::cli
