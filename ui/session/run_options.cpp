#include "ui/session/run_options.hpp"

#include "fixtures/virtual/bench.hpp"
#include "ui/session/command_line.hpp"

namespace stapel::session {

void add_run_options(Command& command, RunOptions& into) {
    command.option("--plan", into.plan, "Plan to execute").required().type_name("FILE");
    command.option("--fixture", into.fixture, "What is wired to this station").type_name("FILE");
    command.option("--bench", into.bench.sites, "Virtual sites in place of a fixture").range(1, bench::most_sites);
    command.option("--units", into.units,
                   into.units == 0 ? "Modules a site; no end unless given" : "Modules a site, default 1")
        .range(1, 1000000);
    command.option("--operator", into.operator_id, "Who works here").type_name("ID");
    command.option("--scan", into.scans, "Label of the site's next module, repeatable").type_name("SITE:TEXT");
    command.option("--db", into.db, "Database, default $STAPEL_DB or stapel/*.db in the user's data folder")
        .type_name("FILE");
    command.option("--seed", into.bench.seed, "Seed of the bench").type_name("S");
    command.option("--fault", into.bench.faults, "Fault of a site, see `stapel bench faults`")
        .type_name("SITE:FAULT[=ARG]");
    command.option("--speed", into.speed, "How many times faster than real the bench is").range(0.1, 1000.0);
    command.flag("--pace", into.bench.pace, "Wires and flash of the bench take their real time");
    command.option("--chip", into.bench.chip, "stm32f405 or stm32l476").one_of({"stm32f405", "stm32l476"});
    command.flag("--engineering", into.engineering,
                 "Real fixture: runs are recorded as engineering and count nowhere; allows unsigned images");
    command.option("--secrets", into.secrets, "YAML file with the secrets that the plan names, mode 0600")
        .type_name("FILE");
}

}  // namespace stapel::session
