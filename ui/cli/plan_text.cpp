#include "ui/cli/plan_text.hpp"

#include "fixtures/module/settings_check.hpp"
#include "station/crypto/sha256.hpp"
#include "ui/cli/json_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace stapel::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string shown(const plan::Value& value, bool confidential) {
    if (value.secret) return fmt::format("{{secret: {}}}", value.text);
    return confidential && !value.text.empty() ? "*" : value.text;
}

std::string shown_setting(const std::string& key, const plan::Value& value) {
    const settings::Setting* setting = settings::find_setting(key);
    return shown(value, setting != nullptr && setting->write_only);
}

std::string sha256_of(const plan::Plan& plan) { return crypto::sha256_hex(bytes_of(plan.source)); }

double seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

std::string limit_text(const std::string& name, const plan::Limit& limit) {
    if (limit.expected) return fmt::format("    limit    {} = {}\n", name, *limit.expected);
    const auto bound = [](const std::optional<double>& value) { return value ? fmt::format("{}", *value) : "open"; };
    return fmt::format("    limit    {} {} .. {} {}\n", name, bound(limit.min), bound(limit.max), limit.unit->name);
}

std::string step_text(const plan::Step& step) {
    std::string text = fmt::format("  {}  {}{}\n", step.id, step.kind->name,
                                   step.kind->irreversible ? "  (irreversible)" : "");
    for (const auto& [name, value] : step.with) text += fmt::format("    with     {} = {}\n", name, value);
    for (const auto& [name, limit] : step.limits) text += limit_text(name, limit);
    if (!step.needs.empty()) text += fmt::format("    needs    {}\n", fmt::join(step.needs, ", "));
    text += fmt::format("    timeout  {} s\n", seconds(step.timeout));
    if (step.retry.times > 0) text += fmt::format("    retry    {} times from {}\n", step.retry.times, step.retry.from);
    if (step.on_fail == plan::OnFail::proceed) text += "    on fail  continue\n";
    return text;
}

std::string section_text(std::string_view name, const std::vector<plan::Step>& steps) {
    if (steps.empty()) return {};
    std::string text = fmt::format("{}\n", name);
    for (const plan::Step& step : steps) text += step_text(step);
    return text;
}

Json limit_json(const plan::Limit& limit) {
    return {{"min", known(limit.min)},
            {"max", known(limit.max)},
            {"unit", limit.unit->name},
            {"expected", known(limit.expected)}};
}

Json retry_json(const plan::Retry& retry) {
    if (retry.times == 0) return nullptr;
    return {{"times", retry.times}, {"from", retry.from}};
}

Json step_json(const plan::Step& step) {
    Json limits = Json::object();
    for (const auto& [name, limit] : step.limits) limits[name] = limit_json(limit);
    return {{"id", step.id},
            {"kind", step.kind->name},
            {"with", step.with},
            {"limits", limits},
            {"needs", step.needs},
            {"timeout_s", seconds(step.timeout)},
            {"retry", retry_json(step.retry)},
            {"on_fail", step.on_fail == plan::OnFail::stop ? "stop" : "continue"}};
}

Json section_json(const std::vector<plan::Step>& steps) {
    Json list = Json::array();
    for (const plan::Step& step : steps) list.push_back(step_json(step));
    return list;
}

Json settings_json(const plan::Plan& plan) {
    Json object = Json::object();
    for (const auto& [key, value] : plan.settings) object[key] = shown_setting(key, value);
    return object;
}

std::string_view type_name(plan::ParameterType type) {
    switch (type) {
        case plan::ParameterType::duration: return "duration";
        case plan::ParameterType::voltage: return "voltage";
        case plan::ParameterType::current: return "current";
        case plan::ParameterType::integer: return "integer";
        case plan::ParameterType::boolean: return "boolean";
        case plan::ParameterType::text: return "text";
        case plan::ParameterType::choice: return "choice";
        case plan::ParameterType::words: return "words";
        case plan::ParameterType::file: return "file";
        case plan::ParameterType::rates: return "rates";
    }
    return {};
}

Json kind_json(const plan::StepKind& kind) {
    Json parameters = Json::array(), measurements = Json::array();
    for (const plan::Parameter& parameter : kind.parameters)
        parameters.push_back({{"name", parameter.name},
                              {"type", type_name(parameter.type)},
                              {"required", parameter.required},
                              {"default", known(std::string(parameter.fallback))},
                              {"choices", known(std::string(parameter.choices))}});
    for (const plan::MeasurementKind& measurement : kind.measurements)
        measurements.push_back({{"name", measurement.name}, {"unit", measurement.unit}});
    return {{"kind", kind.name},
            {"parameters", parameters},
            {"measurements", measurements},
            {"irreversible", kind.irreversible}};
}

}  // namespace

std::string plan_text(const plan::Plan& plan) {
    std::string text = fmt::format("{} version {}, operation {}, module {}\nsha256   {}\n", plan.name, plan.version,
                                   plan.operation, plan.module, sha256_of(plan));
    if (!plan.image.empty()) text += fmt::format("image    {}\n", plan.image);
    if (!plan.release.empty()) text += fmt::format("release  {}\n", plan.release);
    if (!plan.meter.empty()) text += fmt::format("meter    {}\n", plan.meter);
    if (plan.pin) text += fmt::format("pin      {}\n", shown(*plan.pin, true));
    for (const auto& [key, value] : plan.settings)
        text += fmt::format("setting  {} = {}\n", key, shown_setting(key, value));
    return text + section_text("setup", plan.setup) + section_text("main", plan.main) +
           section_text("teardown", plan.teardown);
}

std::string plan_json(const plan::Plan& plan) {
    const Json object{{"plan", plan.name},
                      {"version", plan.version},
                      {"operation", plan.operation},
                      {"module", plan.module},
                      {"sha256", sha256_of(plan)},
                      {"file", plan.file},
                      {"image", known(plan.image)},
                      {"release", known(plan.release)},
                      {"settings", settings_json(plan)},
                      {"meter", known(plan.meter)},
                      {"pin", plan.pin ? Json(shown(*plan.pin, true)) : Json(nullptr)},
                      {"setup", section_json(plan.setup)},
                      {"main", section_json(plan.main)},
                      {"teardown", section_json(plan.teardown)}};
    return json_text(object);
}

std::string steps_text(plan::Catalogue catalogue) {
    std::string text;
    for (const plan::StepKind& kind : catalogue) {
        text += fmt::format("{}{}\n  {}\n", kind.name, kind.irreversible ? "  (irreversible)" : "", kind.summary);
        for (const plan::Parameter& parameter : kind.parameters)
            text += fmt::format("    with     {}{}{}\n", parameter.name, parameter.fallback.empty() ? "" : " = ",
                                parameter.fallback);
        for (const plan::MeasurementKind& measurement : kind.measurements)
            text += fmt::format("    measures {}{}{}\n", measurement.name, measurement.unit.empty() ? "" : ", ",
                                measurement.unit);
    }
    return text;
}

std::string steps_json(plan::Catalogue catalogue) {
    Json list = Json::array();
    for (const plan::StepKind& kind : catalogue) list.push_back(kind_json(kind));
    return json_text(list);
}

}  // namespace stapel::cli
