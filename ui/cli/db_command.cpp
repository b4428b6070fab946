#include "station/base/clock.hpp"
#include "station/records/backup.hpp"
#include "station/records/database.hpp"
#include "station/records/verify.hpp"
#include "station/records/writer.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/json_text.hpp"
#include "ui/cli/record_files.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace stapel::cli {
namespace {

using Json = nlohmann::ordered_json;

struct DbOptions {
    std::string db, target;
    bool json = false;
};

void print_json(const Json& json) { fmt::print("{}", json_text(json)); }

void print_recovered(const std::vector<records::RecoveredRun>& recovered) {
    for (const auto& run : recovered)
        fmt::print("interrupted: run {}, serial {}, last step {}\n", run.run,
                   run.serial.empty() ? "unknown" : run.serial, run.last_step.empty() ? "none" : run.last_step);
    fmt::print("{} interrupted runs closed; the database is sound\n", recovered.size());
}

Json recovered_json(const std::vector<records::RecoveredRun>& recovered) {
    Json runs = Json::array();
    for (const auto& run : recovered)
        runs.push_back({{"run", run.run},
                        {"serial", known(run.serial)},
                        {"last_step", known(run.last_step)}});
    return {{"interrupted", runs}, {"damages", Json::array()}};
}

Status report_damages(const std::vector<std::string>& damages, bool json) {
    if (json) print_json({{"interrupted", Json::array()}, {"damages", damages}});
    for (const auto& damage : damages) fmt::print(stderr, "stapel: damaged: {}\n", damage);
    return Status::failed;
}

/// A damaged database is not written to: the open runs are closed in the restored one.
Status check(const DbOptions& options) {
    const std::string file = database_to_read(options.db);
    const records::Kind kind = records::kind_of(file);
    const auto damages = records::damages(records::open_for_reading(file));
    if (!damages.empty()) return report_damages(damages, options.json);
    const records::Writer writer(file, kind, system_clock());
    if (options.json) print_json(recovered_json(writer.recovered()));
    else print_recovered(writer.recovered());
    return Status::ok;
}

Json verification_json(const records::Verification& result) {
    Json findings = Json::array();
    for (const auto& finding : result.findings)
        findings.push_back({{"run", known(finding.run)}, {"what", finding.what}});
    return {{"clean", result.findings.empty()}, {"runs", result.runs}, {"rows", result.rows},
            {"head", result.head}, {"findings", findings}};
}

void print_verification(const records::Verification& result) {
    for (const auto& finding : result.findings)
        fmt::print("{}{}\n", finding.run.empty() ? "" : "run " + finding.run + ": ", finding.what);
    fmt::print("{}: {} runs, {} rows, head {}\n",
               result.findings.empty() ? "clean" : fmt::format("{} found", result.findings.size()), result.runs,
               result.rows, result.head);
}

Status verify(const DbOptions& options) {
    const auto result = records::verify(records::open_for_reading(database_to_read(options.db)));
    if (options.json) print_json(verification_json(result));
    else print_verification(result);
    return result.findings.empty() ? Status::ok : Status::failed;
}

Status back_up(const DbOptions& options) {
    const auto summary = records::back_up(database_to_read(options.db), options.target);
    fmt::print("{}: {} rows, head {}\n", options.target, summary.rows, summary.head);
    return Status::ok;
}

using Command = Status (*)(const DbOptions&);

session::Command add(session::Command& parent, const char* name, const char* what) {
    auto sub = parent.subcommand(name, what);
    const bool copies = std::string_view(name) == "backup";
    sub.footer(fmt::format("Example: stapel db {}{}", name, copies ? " /media/stick/station.db" : ""));
    return sub;
}

void complete(session::Command& sub, const std::shared_ptr<DbOptions>& options, Command command) {
    sub.option("--db", options->db, database_help);
    sub.does([options, command] { return with_records([&] { return command(*options); }); });
}

}  // namespace

void add_db_command(session::Command& program) {
    auto command = program.subcommand("db", "Check, verify and back up the records");
    command.footer("Example: stapel db verify");
    command.require_subcommand();
    const auto options = std::make_shared<DbOptions>();

    auto checking = add(command, "check", "Close interrupted runs, name them, and look for damage");
    checking.flag("--json", options->json, "Print JSON");
    complete(checking, options, check);

    auto verifying = add(command, "verify", "Recompute the hash chain; exit status 1 when anything was changed");
    verifying.flag("--json", options->json, "Print JSON");
    complete(verifying, options, verify);

    auto backing_up = add(command, "backup", "Copy the database, while it is used or not, and check the copy");
    backing_up.option("FILE", options->target, "The copy; must not exist").required();
    complete(backing_up, options, back_up);
}

}  // namespace stapel::cli
