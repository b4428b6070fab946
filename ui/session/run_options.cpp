#include "ui/session/run_options.hpp"

#include "fixtures/virtual/bench.hpp"

#include <CLI/CLI.hpp>

namespace stapel::session {

void add_run_options(CLI::App& command, RunOptions& into) {
    command.add_option("--plan", into.plan, "Plan to execute")->required()->type_name("FILE");
    command.add_option("--fixture", into.fixture, "What is wired to this station")->type_name("FILE");
    command.add_option("--bench", into.bench.sites, "Virtual sites in place of a fixture")->check(CLI::Range(1, bench::most_sites));
    command.add_option("--units", into.units, into.units == 0 ? "Modules a site; no end unless given" : "Modules a site, default 1")
        ->check(CLI::Range(1, 1000000));
    command.add_option("--operator", into.operator_id, "Who works here")->type_name("ID");
    command.add_option("--scan", into.scans, "Label of the site's next module, repeatable")->type_name("SITE:TEXT");
    command.add_option("--db", into.db, "Database, default $STAPEL_DB or stapel/*.db in the user's data folder")->type_name("FILE");
    command.add_option("--seed", into.bench.seed, "Seed of the bench")->type_name("S");
    command.add_option("--fault", into.bench.faults, "Fault of a site, see `stapel bench faults`")->type_name("SITE:FAULT[=ARG]");
    command.add_option("--speed", into.speed, "How many times faster than real the bench is")->check(CLI::Range(0.1, 1000.0));
    command.add_flag("--pace", into.bench.pace, "Wires and flash of the bench take their real time");
    command.add_option("--chip", into.bench.chip, "stm32f405 or stm32l476")->check(CLI::IsMember({"stm32f405", "stm32l476"}));
    command.add_option("--secrets", into.secrets, "YAML file with the secrets that the plan names, mode 0600")->type_name("FILE");
}

void refuse_options_as_values(CLI::App& command) {
    const auto check = [](const std::string& value) {
        return value.starts_with("--") ? "a value expected, the option " + value + " found" : std::string();
    };
    for (auto* option : command.get_options()) option->check(check, "");
}

}  // namespace stapel::session
