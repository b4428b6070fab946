#include "station/records/reader.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/json_text.hpp"
#include "ui/cli/record_files.hpp"
#include "ui/cli/unit_tape.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <string>

namespace stapel::cli {
namespace {

using Json = nlohmann::ordered_json;

struct UnitOptions {
    std::string key, db;
    bool json = false, tape = false, frames = false;
};

Json value_json(const records::MeasuredValue& value) {
    return std::visit([](const auto& one) { return Json(one); }, value);
}

Json measurement_json(const records::Measurement& measurement) {
    return {{"name", measurement.name},       {"value", value_json(measurement.value)},
            {"unit", known(measurement.unit)}, {"min", known(measurement.min)},
            {"max", known(measurement.max)},   {"expected", known(measurement.expected)},
            {"outcome", measurement.outcome}};
}

Json step_json(const records::StepRecord& step) {
    Json measurements = Json::array();
    for (const auto& measurement : step.measurements) measurements.push_back(measurement_json(measurement));
    return {{"step", step.step},       {"try", step.attempt},      {"outcome", known(step.outcome)},
            {"ms", known(step.ms)},    {"code", known(step.code)}, {"measurements", measurements}};
}

Json run_json(const records::RunRecord& run) {
    Json steps = Json::array();
    for (const auto& step : run.steps) steps.push_back(step_json(step));
    return {{"run", run.run},
            {"operation", known(run.operation)},
            {"purpose", known(run.purpose)},
            {"site", run.site},
            {"attempt", known(run.attempt)},
            {"plan", known(run.plan)},
            {"plan_sha256", known(run.plan_sha256)},
            {"started_utc", run.started_utc},
            {"ended_utc", known(run.ended_utc)},
            {"outcome", known(run.outcome)},
            {"failed_step", known(run.failed_step)},
            {"code", known(run.code)},
            {"dialect", known(run.dialect)},
            {"steps", steps}};
}

Json unit_json(const records::UnitRecord& record) {
    Json runs = Json::array();
    for (const auto& run : record.runs) runs.push_back(run_json(run));
    const records::UnitRow& unit = record.unit;
    return {{"serial", known(unit.serial)},
            {"imei", known(unit.imei)},
            {"iccid", known(unit.iccid)},
            {"meter_serial", known(unit.meter_serial)},
            {"order_no", known(unit.order_no)},
            {"state", unit.state},
            {"runs", runs}};
}

std::string shown(const std::string& text) { return text.empty() ? "-" : text; }

std::string value_text(const records::MeasuredValue& value) {
    return std::visit([](const auto& one) { return fmt::format("{}", one); }, value);
}

std::string limits_text(const records::Measurement& measurement) {
    if (measurement.expected) return fmt::format(" (expected {})", *measurement.expected);
    if (!measurement.min && !measurement.max) return {};
    return fmt::format(" ({} to {})", measurement.min ? fmt::format("{}", *measurement.min) : "open",
                       measurement.max ? fmt::format("{}", *measurement.max) : "open");
}

void print_step(const records::StepRecord& step) {
    fmt::print("    {} try {}: {} {} {} ms\n", step.step, step.attempt, step.outcome.empty() ? "open" : step.outcome,
               shown(step.code), step.ms.value_or(0));
    for (const auto& measurement : step.measurements)
        fmt::print("      {} = {} {}{}: {}\n", measurement.name, value_text(measurement.value), measurement.unit,
                   limits_text(measurement), measurement.outcome);
}

void print_run(const records::RunRecord& run) {
    fmt::print("  {} run {} {} {} attempt {}: {} {} {}\n", run.started_utc, run.run, shown(run.operation),
               shown(run.purpose), run.attempt ? std::to_string(*run.attempt) : "-",
               run.outcome.empty() ? "open" : run.outcome, shown(run.failed_step), shown(run.code));
    for (const auto& step : run.steps) print_step(step);
}

void print_mark(const records::MarkRecord& mark) {
    fmt::print("  {} marked {} by {}{}\n", mark.marked_utc, mark.mark, shown(mark.operator_id),
               mark.reason.empty() ? "" : ": " + mark.reason);
}

void print_unit(const records::UnitRecord& record) {
    const records::UnitRow& unit = record.unit;
    fmt::print("serial {}, IMEI {}, ICCID {}, meter {}, order {}, state {}\n", shown(unit.serial), shown(unit.imei),
               shown(unit.iccid), shown(unit.meter_serial), shown(unit.order_no), unit.state);
    for (const auto& mark : record.marks) print_mark(mark);
    for (const auto& run : record.runs) print_run(run);
}

/// The tape of the newest run that kept one.
Status show_tape(const records::Reader& reader, const records::UnitRecord& record, const UnitOptions& options) {
    const auto tape = reader.tape(record);
    if (!tape) {
        fmt::print(stderr, "stapel: {}: no run of this module kept a tape; runs that did not pass keep one, and those with "
                           "a step meter.handshake\n", options.key);
        return Status::failed;
    }
    if (options.frames) print_frames(*tape, options.json);
    else print_tape(*tape);
    return Status::ok;
}

Status show(const UnitOptions& options) {
    if (options.tape && options.frames)
        throw UsageError("unit show: expected --tape or --frames, found both: --tape prints the bytes as they went, "
                         "--frames what they say");
    const std::string file = database_to_read(options.db);
    const records::Reader reader(file);
    const auto record = reader.unit(options.key);
    if (!record) {
        fmt::print(stderr, "stapel: {}: no module with this serial, IMEI or ICCID in {}\n", options.key, file);
        return Status::failed;
    }
    if (options.tape || options.frames) return show_tape(reader, *record, options);
    if (options.json) fmt::print("{}", json_text(unit_json(*record)));
    else print_unit(*record);
    return Status::ok;
}

}  // namespace

void add_unit_command(session::Command& program) {
    auto command = program.subcommand("unit", "Look modules up in the records");
    command.footer("Example: stapel unit show 863703001234567 --json");
    command.require_subcommand();
    auto sub = command.subcommand("show", "Show a module's whole life, newest run first");
    sub.footer("Example: stapel unit show SN42-000017 --json");
    const auto options = std::make_shared<UnitOptions>();
    sub.option("KEY", options->key, "IMEI, ICCID or serial").required();
    sub.flag("--json", options->json, "Print JSON");
    sub.flag("--tape", options->tape, "Print the bytes of the newest run that kept them, as JSON Lines");
    sub.flag("--frames", options->frames,
             "Print those bytes frame by frame, in words: time, channel, direction, meaning, bytes; with --json as JSON "
             "Lines");
    sub.option("--db", options->db, database_help);
    sub.does([options] { return with_records([&] { return show(*options); }); });
}

}  // namespace stapel::cli
