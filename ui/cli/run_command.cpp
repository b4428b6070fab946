#include "ui/cli/commands.hpp"

#include "ui/cli/event_printer.hpp"
#include "ui/cli/event_text.hpp"
#include "ui/cli/hosted_bench.hpp"
#include "ui/cli/signals.hpp"

#include "station/plan/plan.hpp"
#include "station/run/plan_values.hpp"
#include "station/run/secrets_file.hpp"
#include "station/run/station.hpp"
#include "station/steps/catalogue.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace stapel::cli {
namespace {

struct Options {
    std::string plan, fixture, db, operator_id, secrets;
    BenchSettings bench;
    int units = 1;
    std::vector<std::string> scans;
    bool json = false;
    std::optional<double> speed;
};

struct Scan {
    int site = 0;
    run::Label label;
};

/// Prints every problem; throws when there was one.
void refuse(const std::vector<plan::Problem>& problems) {
    if (problems.empty()) return;
    for (const auto& problem : problems) std::fprintf(stderr, "%s\n", to_text(problem).c_str());
    throw UsageError(fmt::format("{} {}, nothing was started", problems.size(), problems.size() == 1 ? "error" : "errors"));
}

run::PreparedPlan load_plan(const std::string& file) {
    auto loaded = plan::load(file, {.catalogue = steps::catalogue(), .firmware_directory = firmware_directory()});
    refuse(loaded.problems);
    try {
        return run::prepare(std::move(*loaded.plan));
    } catch (const flasher::ImageError& error) {
        throw UsageError(to_text(error));
    }
}

Scan parse_scan(const std::string& text, const run::FixtureFile& fixture) {
    Scan scan;
    const auto colon = text.find(':');
    const auto* const end = text.data() + std::min(colon, text.size());
    const auto read = std::from_chars(text.data(), end, scan.site);
    const bool known = std::ranges::any_of(fixture.sites, [&](const auto& site) { return site.site == scan.site; });
    const auto label = colon == std::string::npos ? std::nullopt : run::parse_label(std::string_view(text).substr(colon + 1));
    if (read.ec != std::errc() || read.ptr != end || !known || !label)
        throw UsageError("--scan: expected SITE:LABEL such as 1:S000017 or 1:I863703001234567;C8970101123456789012;S000017 "
                         "with a site of the fixture, found \"" + text + "\"");
    scan.label = *label;
    return scan;
}

run::Secrets load_secrets(const std::string& file) {
    if (file.empty()) return {};
    auto loaded = run::load_secrets(file);
    refuse(loaded.problems);
    return std::move(loaded.secrets);
}

/// Fills the secrets into the plan; what hides them from then on.
run::Masker fill_in(run::PreparedPlan& prepared, const run::Secrets& secrets) {
    auto values = run::resolve(prepared.plan, secrets);
    refuse(values.problems);
    prepared.profile = std::move(values.profile);
    prepared.pin = std::move(values.pin);
    return run::Masker(values.hidden);
}

run::FixtureFile load_fixture(const std::string& file) {
    auto loaded = run::load_fixture(file);
    refuse(loaded.problems);
    return std::move(*loaded.fixture);
}

Status status_of(const run::Summary& summary, bool stopped) {
    if (summary.records_lost) return Status::records;
    if (stopped || summary.aborted > 0) return Status::stopped;
    if (summary.errors > 0) return Status::fixture;
    return summary.failed > 0 ? Status::failed : Status::ok;
}

EventPrinter::Format format_of(const Options& options) { return options.json ? to_json : to_line; }

/// Everything of one `stapel run`, in the order in which it is taken down again.
class RunCommand {
public:
    explicit RunCommand(const Options& options) : options_(options) {}

    Status run() {
        const auto stop = stop_on_signals();  // before any other thread
        check_options();
        auto prepared = load_plan(options_.plan);
        auto masker = fill_in(prepared, load_secrets(options_.secrets));
        if (options_.fixture.empty()) bench_.emplace(options_.bench);
        auto fixture = load_fixture(bench_ ? bench_->fixture_file() : options_.fixture);
        if (options_.speed && !bench_) set_speed(fixture);
        for (const auto& text : options_.scans) scans_.push_back(parse_scan(text, fixture));
        open_records(fixture.virtual_);
        return work({.fixture = std::move(fixture), .prepared = std::move(prepared), .masker = std::move(masker),
                     .operator_id = options_.operator_id, .units = options_.units, .program_version = STAPEL_VERSION}, stop);
    }

private:
    void check_options() const {
        const bool on_bench = options_.bench.sites > 0;
        if (on_bench == !options_.fixture.empty()) throw UsageError("expected either --fixture FILE or --bench N");
        if (!on_bench && options_.bench.any_bench_only())
            throw UsageError("--seed, --fault, --pace and --chip belong to --bench: give them to `stapel bench`");
    }

    void set_speed(run::FixtureFile& fixture) const {
        if (!fixture.virtual_) throw UsageError("--speed: expected a virtual fixture, found a real one: modules cannot be sped up");
        fixture.speed = *options_.speed;
    }

    void open_records(bool virtual_fixture) {
        database_ = database_file(options_.db, virtual_fixture);
        writer_ = std::make_unique<records::Writer>(
            database_, virtual_fixture ? records::Kind::bench : records::Kind::station, system_clock());
    }

    Status work(run::StationSetup setup, const std::stop_token& stop) {
        EventPrinter printer(format_of(options_), system_clock());
        const auto print = [&printer](run::Event event) { printer.print(std::move(event)); };
        const auto log = [&print](std::string level, std::string text) {
            print({.time = system_clock().utc(), .site = {}, .run = {}, .body = run::Log{std::move(level), std::move(text)}});
        };
        log("info", bench_ ? fmt::format("seed {}", bench_->seed()) : "fixture " + setup.fixture.name);
        for (const auto& cut : writer_->recovered())
            log("warning", fmt::format("run {} of module {} was interrupted at step {}", cut.run,
                                       cut.serial.empty() ? "without serial" : cut.serial,
                                       cut.last_step.empty() ? "none" : cut.last_step));
        const auto& plan = setup.prepared.plan;
        if (const auto warning = plan::warning_about(plan.settings, plan.file)) log("warning", to_text(*warning));
        std::atomic<bool> bench_failed = false;
        run::Station station(std::move(setup), system_clock(), *writer_, [&](const run::Event& event) {
            print(event);
            if (bench_) bench_->on_event(event);
        });
        for (auto& scan : scans_) station.scan(scan.site, std::move(scan.label));
        const std::stop_callback on_signal(stop, [&station] { station.stop(); });
        station.start();
        if (bench_)
            bench_->start_operator({.units = options_.units,
                                    .scanned = [&](int site, const std::string& text) { scanned(station, site, text); },
                                    .failed = [&](const std::string& why) {
                                        log("error", "the bench: " + why);
                                        bench_failed = true;
                                        station.stop();
                                    }});
        const auto summary = station.wait();
        if (bench_) bench_->stop_operator();
        report(summary, print);
        if (bench_failed) return Status::fixture;
        return status_of(summary, stop.stop_requested());
    }

    /// A label given with --scan goes before the one that the virtual operator reads.
    void scanned(run::Station& station, int site, const std::string& text) {
        const auto given = std::ranges::count(scans_, site, &Scan::site);
        if (scanned_[site]++ < given) return;
        if (auto label = run::parse_label(text)) station.scan(site, std::move(*label));
    }

    template <typename Print>
    void report(const run::Summary& summary, const Print& print) const {
        if (options_.json) return;
        print({.time = system_clock().utc(), .site = {}, .run = {},
               .body = run::Log{"info", fmt::format("{} passed, {} failed, {} errors, {} aborted; records in {}",
                                                    summary.passed, summary.failed, summary.errors, summary.aborted,
                                                    database_)}});
    }

    const Options& options_;
    std::optional<HostedBench> bench_;
    std::unique_ptr<records::Writer> writer_;
    std::string database_;
    std::vector<Scan> scans_;
    std::map<int, std::ptrdiff_t> scanned_;
};

Status carry_out(const Options& options) {
    try {
        return RunCommand(options).run();
    } catch (const records::OpenError& error) {
        std::fprintf(stderr, "stapel: %s\n", error.message.c_str());
        return static_cast<Status>(error.exit_status);
    }
}

/// An option whose value was forgotten must not take the next option for it.
void refuse_options_as_values(CLI::App& command) {
    const auto check = [](const std::string& value) {
        return value.starts_with("--") ? "a value expected, the option " + value + " found" : std::string();
    };
    for (auto* option : command.get_options()) option->check(check, "");
}

}  // namespace

void add_run_command(CLI::App& app, Action& action) {
    auto options = std::make_shared<Options>();
    auto* run = app.add_subcommand("run", "Executes a plan on every module that is put in");
    run->add_option("--plan", options->plan, "Plan to execute")->required()->type_name("FILE");
    run->add_option("--fixture", options->fixture, "What is wired to this station")->type_name("FILE");
    run->add_option("--bench", options->bench.sites, "Virtual sites in place of a fixture")->check(CLI::Range(1, 32));
    run->add_option("--units", options->units, "Modules a site, default 1")->check(CLI::Range(1, 1000000));
    run->add_option("--operator", options->operator_id, "Who works here")->type_name("ID");
    run->add_option("--scan", options->scans, "Label of the site's next module, repeatable")->type_name("SITE:TEXT");
    run->add_option("--db", options->db, "Database, default $STAPEL_DB or stapel/*.db in the user's data folder")->type_name("FILE");
    run->add_flag("--json", options->json, "Events as JSON Lines on standard output");
    run->add_option("--seed", options->bench.seed, "Seed of the bench")->type_name("S");
    run->add_option("--fault", options->bench.faults, "Fault of a site, see `stapel bench faults`")->type_name("SITE:FAULT[=ARG]");
    run->add_option("--speed", options->speed, "How many times faster than real the bench is")->check(CLI::Range(0.1, 1000.0));
    run->add_flag("--pace", options->bench.pace, "Wires and flash of the bench take their real time");
    run->add_option("--chip", options->bench.chip, "stm32f405 or stm32l476")->check(CLI::IsMember({"stm32f405", "stm32l476"}));
    run->add_option("--secrets", options->secrets, "YAML file with the secrets that the plan names, mode 0600")->type_name("FILE");
    refuse_options_as_values(*run);
    run->footer("Example: stapel run --plan station/plans/nb02-line.yaml --bench 4 --speed 50");
    run->callback([options, &action] {
        options->bench.speed = options->speed.value_or(1.0);
        action = [options] { return carry_out(*options); };
    });
}

}  // namespace stapel::cli
