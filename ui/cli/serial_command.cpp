#include "flasher/module_image.hpp"
#include "station/base/clock.hpp"
#include "station/records/database.hpp"
#include "station/records/pools.hpp"
#include "station/records/writer.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/json_text.hpp"
#include "ui/cli/record_files.hpp"
#include "ui/cli/serial_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace stapel::cli {
namespace {

struct SerialOptions {
    std::string db, pool, first, last, number, reason, operator_id, state;
    bool bench = false, json = false, csv = false;
};

bool is_pool_name(const std::string& text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

void check_range(const SerialOptions& options) {
    if (!is_pool_name(options.pool))
        throw UsageError(fmt::format("NAME: a-z, 0-9 and hyphens expected, '{}' found: choose another", options.pool));
    for (const auto& [option, serial] : {std::pair("--first", &options.first), std::pair("--last", &options.last)})
        if (!flasher::is_serial(*serial))
            throw UsageError(fmt::format("{}: a serial (S and 6 to 10 digits) expected, '{}' found", option, *serial));
    if (options.first.size() != options.last.size() || options.last < options.first)
        throw UsageError(fmt::format("--last: a serial of as many digits as {}, and not before it, expected, {} found",
                                     options.first, options.last));
}

/// The kind of a database that is not there yet is the fixture's that will use it.
records::Kind kind_for(const SerialOptions& options, const std::string& file) {
    if (std::filesystem::exists(file)) return records::kind_of(file);
    return options.bench ? records::Kind::bench : records::Kind::station;
}

/// The holder of the writer's lock is alone: what is looked up then cannot change before its row is written.
Status add(const SerialOptions& options) {
    check_range(options);
    const std::string file = database_file(options.db, options.bench);
    records::Writer writer(file, kind_for(options, file), system_clock());
    const records::PoolMade pool{.made = system_clock().utc(), .operator_id = options.operator_id, .pool = options.pool,
                                 .first = options.first, .last = options.last};
    if (const auto problem = pool_problem(records::open_for_reading(file), pool); !problem.empty())
        throw UsageError(problem);
    writer.post(pool);
    writer.commit({});
    fmt::print("{}: {} to {} in {}; a plan draws from it with `serial: {{pool: {}}}`\n", pool.pool, pool.first,
               pool.last, file, pool.pool);
    return Status::ok;
}

Status list(const SerialOptions& options) {
    const auto pools = records::pools(records::open_for_reading(database_to_read(options.db)));
    if (options.json) fmt::print("{}", json_text(pools_json(pools)));
    else print_pools(pools);
    return Status::ok;
}

Status nothing_found(const SerialOptions& options, const std::string& what) {
    fmt::print(stderr, "stapel: {}: {}: see `stapel serial pool list`\n", options.pool, what);
    return Status::failed;
}

Status show(const SerialOptions& options) {
    const auto connection = records::open_for_reading(database_to_read(options.db));
    const auto pools = records::pools(connection);
    if (std::ranges::find(pools, options.pool, &records::PoolSummary::pool) == pools.end())
        return nothing_found(options, "no pool of this name");
    const auto numbers = records::numbers_of(connection, options.pool, options.state);
    if (options.csv) print_numbers_csv(options.pool, numbers);
    else if (options.json) fmt::print("{}", json_text(numbers_json(numbers)));
    else print_numbers(numbers);
    return Status::ok;
}

/// A person says that no module holds it any more.
Status release(const SerialOptions& options) {
    if (options.reason.empty())
        throw UsageError("--reason: why the number is free again expected, an empty text found");
    const std::string file = database_to_read(options.db);
    records::Writer writer(file, records::kind_of(file), system_clock());
    const auto held = number_of(records::open_for_reading(file), options.pool, options.number);
    if (!held) return nothing_found(options, fmt::format("{} was never given to a module", options.number));
    if (held->state != "touched")
        throw UsageError(fmt::format(
            "{}: a number that is touched expected, {} is {}: {}", options.pool, options.number, held->state,
            held->state == "burnt" ? "it stands in a module that passed" : "it is free already"));
    writer.post(records::NumberChange{.changed = system_clock().utc(), .operator_id = options.operator_id,
                                      .pool = options.pool, .number = options.number, .reason = options.reason});
    writer.commit({});
    fmt::print("{}: {} may be given to another module\n", options.pool, options.number);
    return Status::ok;
}

using Work = Status (*)(const SerialOptions&);

void complete(session::Command& sub, const std::shared_ptr<SerialOptions>& options, Work work) {
    sub.option("--db", options->db, database_help);
    sub.does([options, work] { return with_records([&] { return work(*options); }); });
}

void add_add(session::Command& pool, const std::shared_ptr<SerialOptions>& options) {
    auto sub =
        pool.subcommand("add", "Make a pool of the serials from --first to --last; it is never changed afterwards");
    sub.option("NAME", options->pool, "Its name in plans").required();
    sub.option("--first", options->first, "First serial").required().type_name("SERIAL");
    sub.option("--last", options->last, "Last serial, of as many digits").required().type_name("SERIAL");
    sub.option("--operator", options->operator_id, "Who makes it").type_name("ID");
    sub.flag("--bench", options->bench, "Into the database of virtual fixtures");
    sub.footer("Example: stapel serial pool add nb02 --first S100000 --last S199999");
    complete(sub, options, add);
}

void add_list(session::Command& pool, const std::shared_ptr<SerialOptions>& options) {
    auto sub = pool.subcommand("list", "List pools and keys: how many numbers stand how");
    sub.flag("--json", options->json, "Print JSON");
    sub.footer("Example: stapel serial pool list");
    complete(sub, options, list);
}

void add_show(session::Command& pool, const std::shared_ptr<SerialOptions>& options) {
    auto sub = pool.subcommand("show", "Show the numbers that were given out, each with its state, chip and run");
    sub.option("NAME", options->pool, "The pool, or keys/NAME of a plan's unit data").required();
    sub.option("--state", options->state, "Only those").one_of({"reserved", "touched", "burnt", "returned"});
    sub.flag("--json", options->json, "Print JSON");
    sub.flag("--csv", options->csv, "Print CSV");
    sub.footer("Example: stapel serial pool show nb02 --state touched");
    complete(sub, options, show);
}

void add_release(session::Command& pool, const std::shared_ptr<SerialOptions>& options) {
    auto sub = pool.subcommand("release", "Give a touched number free: your word that no module holds it any more");
    sub.option("NAME", options->pool, "The pool, or keys/NAME of a plan's unit data").required();
    sub.option("NUMBER", options->number, "The serial, or the SHA-256 of the key").required();
    sub.option("--reason", options->reason, "Why; kept in the records").required().type_name("TEXT");
    sub.option("--operator", options->operator_id, "Who says so; kept in the records").required().type_name("ID");
    sub.footer("Example: stapel serial pool release nb02 S100017 --reason \"module scrapped\" --operator ivanova");
    complete(sub, options, release);
}

}  // namespace

void add_serial_command(session::Command& program) {
    auto command = program.subcommand("serial", "The serials that this station gives to modules");
    command.footer("Example: stapel serial pool list");
    command.require_subcommand();
    auto pool = command.subcommand("pool", "Pools of serials, and the keys given to modules");
    pool.footer("Example: stapel serial pool add nb02 --first S100000 --last S199999");
    pool.require_subcommand();
    const auto options = std::make_shared<SerialOptions>();
    add_add(pool, options);
    add_list(pool, options);
    add_show(pool, options);
    add_release(pool, options);
}

}  // namespace stapel::cli
