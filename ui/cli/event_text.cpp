#include "ui/cli/event_text.hpp"

#include "ui/cli/json_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace stapel::cli {
namespace {

using nlohmann::ordered_json;

ordered_json value_of(const records::MeasuredValue& value) {
    return std::visit([](const auto& held) { return ordered_json(held); }, value);
}

/// Adds the further keys of one kind of event.
struct Keys {
    ordered_json& json;
    void kind(const char* name) const { json["event"] = name; }

    void operator()(const run::RunStarted& body) const {
        kind("run_started");
        json["plan"] = body.plan;
        json["plan_sha256"] = body.plan_sha256;
        json["operation"] = body.operation;
        json["purpose"] = body.purpose;
        json["attempt"] = known(body.attempt);
        json["order"] = known(body.order);
        json["operator"] = known(body.operator_id);
    }
    void operator()(const run::StepStarted& body) const {
        kind("step_started");
        json["step"] = body.step;
        json["try"] = body.attempt;
    }
    void operator()(const run::Progress& body) const {
        kind("progress");
        json["step"] = body.step;
        json["done"] = body.done;
        json["total"] = body.total;
        json["unit"] = body.unit;
    }
    void operator()(const run::Measured& body) const {
        kind("measurement");
        json["step"] = body.step;
        json["try"] = body.attempt;
        json["name"] = body.row.name;
        json["value"] = value_of(body.row.value);
        json["unit"] = known(body.row.unit);
        json["min"] = known(body.row.min);
        json["max"] = known(body.row.max);
        json["expected"] = known(body.row.expected);
        json["outcome"] = body.row.outcome;
    }
    void operator()(const run::StepFinished& body) const {
        kind("step_finished");
        json["step"] = body.step;
        json["try"] = body.attempt;
        json["outcome"] = run::name_of(body.outcome);
        json["ms"] = body.ms;
        json["code"] = known(body.code);
    }
    void operator()(const run::RunFinished& body) const {
        kind("run_finished");
        json["outcome"] = run::name_of(body.outcome);
        json["serial"] = known(body.serial);
        json["imei"] = known(body.imei);
        json["iccid"] = known(body.iccid);
        json["code"] = known(body.code);
        json["failed_step"] = known(body.failed_step);
        json["ms"] = body.ms;
    }
    void operator()(const run::Prompt& body) const {
        kind("prompt");
        json["text_key"] = body.text_key;
        json["choices"] = body.choices;
    }
    void operator()(const run::Log& body) const {
        kind("log");
        json["level"] = body.level;
        json["text"] = body.text;
    }
};

/// `E-214 The flash does not hold what was written. Put the module into the red tray.`
std::string code_text(const std::string& number) {
    const auto code = code_of(number);
    if (!code) return number;
    const auto& text = text_of(*code);
    return fmt::format("{} {}. {}.", text.number, text.en, text.action_en);
}

struct Line {
    std::string site;
    std::optional<int> number;

    std::string operator()(const run::RunStarted& body) const {
        return fmt::format("{}started {}{}", site, body.plan,
                           body.attempt ? fmt::format(", attempt {}", *body.attempt) : std::string());
    }
    std::string operator()(const run::StepFinished& body) const {
        auto line = fmt::format("{}{:<14} {:<7} {:>8.1f} s", site, body.step, run::name_of(body.outcome),
                                static_cast<double>(body.ms) / 1000);
        if (body.attempt > 1) line += fmt::format("  try {}", body.attempt);
        if (!body.code.empty()) line += "  " + body.code;
        if (!body.detail.empty()) line += "  " + body.detail;
        return line;
    }
    std::string operator()(const run::RunFinished& body) const {
        auto line = fmt::format("{}{} {}", site, body.outcome == run::Outcome::pass ? "PASS" : "NOT PASSED",
                                body.serial.empty() ? "without serial" : body.serial);
        if (!body.code.empty()) line += ": " + code_text(body.code);
        return line;
    }
    std::string operator()(const run::Prompt& body) const {
        return fmt::format("{}asks: {} Answer with one line, {} and one of: {}", site, body.en, number.value_or(0),
                           fmt::join(body.choices, ", "));
    }
    std::string operator()(const run::Log& body) const { return fmt::format("{}{}: {}", site, body.level, body.text); }
    template <typename Other>
    std::string operator()(const Other&) const {
        return {};
    }
};

}  // namespace

std::string to_json(const run::Event& event) {
    ordered_json json;
    json["event"] = nullptr;
    json["time"] = rfc3339(event.time);
    json["site"] = known(event.site);
    json["run"] = known(event.run);
    std::visit(Keys{json}, event.body);
    return json_line(json);
}

std::string to_line(const run::Event& event) {
    return std::visit(Line{event.site ? fmt::format("site {:<2} ", *event.site) : std::string(), event.site}, event.body);
}

}  // namespace stapel::cli
