#include "station/plan/plan.hpp"
#include "station/steps/catalogue.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/plan_text.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace stapel::cli {
namespace {

struct PlanOptions {
    std::vector<std::string> files;
    std::string file;
    bool json = false;
};

plan::Loaded load(const std::string& file) { return plan::load(file, {steps::catalogue(), firmware_directory()}); }

/// One problem a line on standard error; true when there was none.
bool report(const std::vector<plan::Problem>& problems) {
    for (const plan::Problem& problem : problems) fmt::print(stderr, "{}\n", plan::to_text(problem));
    return problems.empty();
}

/// Leaves the exit status alone.
void warn(const plan::Plan& plan) {
    const auto warning = plan::warning_about(plan.settings, plan.file);
    if (warning) fmt::print(stderr, "{}\n", plan::to_text(*warning));
}

Status check(const std::vector<std::string>& files) {
    bool clean = true;
    for (const std::string& file : files) {
        const auto loaded = load(file);
        clean = report(loaded.problems) && clean;
        if (loaded.plan) warn(*loaded.plan);
    }
    return clean ? Status::ok : Status::usage;
}

Status show(const PlanOptions& options) {
    const auto loaded = load(options.file);
    if (!report(loaded.problems)) return Status::usage;
    fmt::print("{}", options.json ? plan_json(*loaded.plan) : plan_text(*loaded.plan));
    return Status::ok;
}

void add_check(session::Command& command, const std::shared_ptr<PlanOptions>& options) {
    auto sub = command.subcommand("check", "Check plans; every mistake with its file, line and column");
    sub.footer("Example: stapel plan check station/plans/nb02-line.yaml");
    sub.option("FILE", options->files, "Plans").required();
    sub.does([options] { return check(options->files); });
}

void add_show(session::Command& command, const std::shared_ptr<PlanOptions>& options) {
    auto sub = command.subcommand("show", "Show a plan: its steps in order, limits, needs and retries");
    sub.footer("Example: stapel plan show station/plans/nb02-line.yaml");
    sub.option("FILE", options->file, "Plan").required();
    sub.flag("--json", options->json, "Print JSON");
    sub.does([options] { return show(*options); });
}

void add_steps(session::Command& command, const std::shared_ptr<PlanOptions>& options) {
    auto sub = command.subcommand("steps", "List the step kinds that a plan may use");
    sub.footer("Example: stapel plan steps --json");
    sub.flag("--json", options->json, "Print JSON");
    sub.does([options] {
        fmt::print("{}", options->json ? steps_json(steps::catalogue()) : steps_text(steps::catalogue()));
        return Status::ok;
    });
}

}  // namespace

void add_plan_command(session::Command& program) {
    auto command = program.subcommand("plan", "Check and show test plans");
    command.footer("Example: stapel plan check station/plans/nb02-line.yaml");
    command.require_subcommand();
    const auto options = std::make_shared<PlanOptions>();
    add_check(command, options);
    add_show(command, options);
    add_steps(command, options);
}

}  // namespace stapel::cli
