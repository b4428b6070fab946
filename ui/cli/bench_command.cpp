#include "fixtures/virtual/bench.hpp"
#include "fixtures/virtual/faults.hpp"
#include "station/base/failure.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/json_text.hpp"
#include "ui/session/hosted_bench.hpp"
#include "ui/session/signals.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace stapel::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
    session::BenchSettings settings;
    std::string directory;
    int scpi_port = 0, usbip_port = 0;
    std::optional<std::string> meter;
    bool meter_only = false;
    bool json = false;
};

bench::BenchOptions bench_of(const Options& options) {
    if (options.settings.sites == 0 || options.directory.empty())
        throw UsageError(fmt::format("expected --sites N and --dir DIR, found no {}: see `stapel bench --help`",
                                     options.settings.sites == 0 ? "--sites" : "--dir"));
    bench::BenchOptions bench = session::bench_options(options.settings, options.directory);
    bench.scpi_port = options.scpi_port;
    bench.usbip_port = options.usbip_port;
    bench.meter = options.meter;
    bench.meter_only = options.meter_only;
    if (const std::string problem = bench::options_problem(bench); !problem.empty()) throw UsageError(problem);
    return bench;
}

Status serve(const bench::BenchOptions& options) {
    const std::stop_token stop = session::stop_on_signals();
    bench::Bench bench(options, system_clock());
    fmt::print(stderr, "seed {}\n", options.seed);
    fmt::print("ready {}\n", options.directory);
    std::fflush(stdout);
    bench.run(stop);
    return Status::ok;
}

/// What is in use is the surroundings' trouble; anything else that the bench refuses was asked for wrongly.
Status run_bench(const Options& options) {
    const bench::BenchOptions bench = bench_of(options);
    try {
        return serve(bench);
    } catch (const Failure& failure) {
        if (failure.code() != Code::channel_busy) throw UsageError(failure.detail());
        fmt::print(stderr, "stapel: {}\n", failure.detail());
        return Status::fixture;
    }
}

Json to_json(const bench::FaultArgument& argument) {
    return {{"name", argument.name},
            {"unit", argument.unit},
            {"min", argument.min},
            {"max", argument.max},
            {"default", argument.fallback}};
}

Json to_json(const bench::FaultKind& fault) {
    return {{"name", fault.name},
            {"argument", fault.argument ? to_json(*fault.argument) : Json()},
            {"plan_step", known(std::string(fault.plan_step))},
            {"code", known(std::string(fault.code))},
            {"outcome", fault.outcome},
            {"err05", fault.err05},
            {"seen", {{"ru", fault.seen_ru}, {"en", fault.seen_en}}}};
}

/// In the language of the person's surroundings.
bool russian() {
    const char* language = std::getenv("LANG");
    return language != nullptr && std::string_view(language).starts_with("ru");
}

std::string form_of(const bench::FaultKind& fault) {
    std::string form(fault.name);
    if (fault.argument) form += fmt::format("[={}]", fault.argument->name);
    return form;
}

std::string range_of(const bench::FaultArgument& argument, bool in_russian) {
    const std::string unit = argument.unit.empty() ? "" : " " + std::string(argument.unit);
    return fmt::format(fmt::runtime(in_russian ? "    {0}: от {1} до {2}{4}, по умолчанию {3}\n"
                                               : "    {0}: {1} to {2}{4}, {3} when not given\n"),
                       argument.name, argument.min, argument.max, argument.fallback, unit);
}

void print(const bench::FaultKind& fault, bool in_russian) {
    const std::string_view meter = !fault.err05 ? "" : in_russian ? ", на счётчике ERR 05" : ", the meter shows ERR 05";
    fmt::print("{:<18} {:<12} {:<6} {}{}\n", form_of(fault), fault.plan_step, fault.code, fault.outcome, meter);
    fmt::print("    {}\n", in_russian ? fault.seen_ru : fault.seen_en);
    if (fault.argument) fmt::print("{}", range_of(*fault.argument, in_russian));
}

Status show_faults(bool json) {
    if (!json) {
        for (const bench::FaultKind& fault : bench::all_faults()) print(fault, russian());
        return Status::ok;
    }
    auto list = Json::array();
    for (const bench::FaultKind& fault : bench::all_faults()) list.push_back(to_json(fault));
    fmt::print("{}", json_text(list));
    return Status::ok;
}

void add_options(session::Command& command, Options& options) {
    session::BenchSettings& settings = options.settings;
    command.option("--sites", settings.sites, "Number of sites").type_name("N").range(1, bench::most_sites);
    command.option("--dir", options.directory, "Folder for the links, `ctl` and `fixture.yaml`").type_name("DIR");
    command.option("--seed", settings.seed, "What every module follows from; drawn when not given").type_name("S");
    command.option("--speed", settings.speed, "Divides planned durations").type_name("X");
    command.flag("--pace", settings.pace, "Take the wire's time and the devices' own busy times");
    command.option("--fault", settings.faults, "Fault of a site, see `stapel bench faults`")
        .type_name("SITE:FAULT[=ARG]")
        .one_value_a_time();
    command.option("--meter", options.meter,
                   "Put each module into the port of such a meter (CE301, \"CE308 SPODES\"); D/N.meter is its optical port")
        .type_name("TYPE");
    command.flag("--meter-only", options.meter_only, "With --meter: such meters alone, always on, no modules");
    command.option("--scpi-port", options.scpi_port, "Serve site n's controller on TCP port P + n - 1, too")
        .type_name("P")
        .range(1, 65535);
    command.option("--usbip", options.usbip_port,
                   "Serve USB devices over USB/IP: site n's jig as 1-n, its bootloader as 2-n, its UARTs as 3-n to 6-n")
        .type_name("PORT")
        .range(1, 65535);
    command.option("--chip", settings.chip, "Microcontroller: stm32f405 (default) or stm32l476").type_name("C");
}

}  // namespace

void add_bench_command(session::Command& program) {
    const auto options = std::make_shared<Options>();
    auto command = program.subcommand("bench", "Serve a virtual bench: jigs with modules, to be reached as real ones");
    command.allow_one_subcommand();
    add_options(command, *options);
    command.footer("Example: stapel bench --sites 4 --dir /tmp/bench --speed 50 --fault 2:boot_silent");
    command.does([options] { return run_bench(*options); });

    auto faults = command.subcommand("faults", "Every fault: what it does to a run and what a person would see");
    faults.flag("--json", options->json, "Print the faults as JSON");
    faults.footer("Example: stapel bench faults --json");
    faults.does([options] { return show_faults(options->json); });
}

}  // namespace stapel::cli
