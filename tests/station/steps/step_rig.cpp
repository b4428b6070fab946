#include "tests/station/steps/step_rig.hpp"

#include "station/steps/catalogue.hpp"

#include <catch2/catch.hpp>

#include <utility>

namespace stapel::test {
namespace {

constexpr double speed = 1000;

}  // namespace

StepRig::StepRig(std::map<std::string, std::string> channels)
    : jig_thread_([this](std::stop_token) { return jig.connect(); }, system_clock()),
      channels_({1, std::move(channels)}, "", system_clock(), tape_) {
    prepared.plan.meter = "CE301";
    prepared.profile = settings::factory_profile();
}

std::optional<Failure> StepRig::run(std::string_view kind, std::map<std::string, std::string> with) {
    const auto* known = plan::find_kind(steps::catalogue(), kind);
    REQUIRE(known != nullptr);
    return run(kind, known->execute, std::move(with));
}

std::optional<Failure> StepRig::run(std::string_view kind, const Function& step, std::map<std::string, std::string> with) {
    plan::Step made;
    made.id = kind;
    made.kind = plan::find_kind(steps::catalogue(), kind);
    REQUIRE(made.kind != nullptr);
    for (const auto& parameter : made.kind->parameters) made.with.emplace(parameter.name, parameter.fallback);
    for (auto& [name, value] : with) made.with[name] = value;
    made.limits = std::exchange(limits, {});
    return execute(made, step);
}

std::optional<Failure> StepRig::run(const Function& step) {
    static const plan::StepKind none{};
    plan::Step made;
    made.kind = &none;
    return execute(made, step);
}

std::optional<Failure> StepRig::execute(const plan::Step& step, const Function& function) {
    const run::StepTools tools{prepared, jig_thread_, channels_, facts, system_clock(), Tempo{speed}, instruments, question};
    run::StepContext context(step, tools, {});
    context.on_measured([this](const records::Measurement& row) { values_[row.name] = row.value; });
    context.on_log([this](std::string_view level, const std::string& text) { logged_.push_back(std::string(level) + ": " + text); });
    context.on_prompt(on_prompt);
    context.on_secret([this](const std::string& secret) { secrets_.push_back(secret); });
    try {
        function(context);
        context.judge();
        return std::nullopt;
    } catch (const Failure& failure) {
        return failure;
    }
}

double StepRig::number(const std::string& measurement) const { return std::get<double>(values_.at(measurement)); }

std::string StepRig::text(const std::string& measurement) const { return std::get<std::string>(values_.at(measurement)); }

}  // namespace stapel::test
