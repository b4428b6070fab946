#include "station/run/step_context.hpp"

#include "fixtures/jig/client.hpp"
#include "station/plan/rates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace stapel::run {
namespace {

constexpr auto averaging_time = std::chrono::milliseconds(25);  // the jig averages over 20 ms (DESIGN 5)

const plan::MeasurementKind& kind_of(const plan::Step& step, std::string_view name) {
    const auto& kinds = step.kind->measurements;
    const auto found = std::ranges::find(kinds, name, &plan::MeasurementKind::name);
    assert(found != kinds.end());
    return *found;
}

std::string plain(const records::MeasuredValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* boolean = std::get_if<bool>(&value)) return *boolean ? "true" : "false";
    return fmt::format("{:g}", std::get<double>(value));
}

bool within(const records::MeasuredValue& value, const plan::Limit& limit) {
    if (limit.expected) return plain(value) == *limit.expected;
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr || std::isnan(*number)) return false;
    return (!limit.min || *number >= *limit.min) && (!limit.max || *number <= *limit.max);
}

std::string bounds(const records::Measurement& row) {
    if (row.expected) return *row.expected;
    const auto bound = [](const std::optional<double>& value) { return value ? fmt::format("{:g}", *value) : "open"; };
    return bound(row.min) + " to " + bound(row.max) + (row.unit.empty() ? "" : " " + row.unit);
}

}  // namespace

StepContext::StepContext(const plan::Step& step, const StepTools& tools, std::stop_token stop)
    : step_(step), tools_(tools), stop_(std::move(stop)) {}

double StepContext::jig_number(const std::string& message) const {
    return jig::number_of(jig_query(message), message);
}

const std::string& StepContext::text(std::string_view name) const {
    const auto found = step_.with.find(std::string(name));
    assert(found != step_.with.end());
    return found->second;
}

std::string StepContext::text_or_empty(std::string_view name) const {
    const auto found = step_.with.find(std::string(name));
    return found != step_.with.end() ? found->second : std::string();
}

double StepContext::number(std::string_view name, std::string_view unit) const {
    const auto quantity = plan::parse_quantity(text(name));
    const auto* wanted = plan::find_unit(unit);
    assert(quantity && wanted != nullptr);
    return quantity->in(*wanted);
}

std::vector<std::uint32_t> StepContext::rates(std::string_view name) const {
    const auto rates = plan::parse_rates(text(name));
    assert(rates);
    return *rates;
}

Duration StepContext::duration(std::string_view name) const {
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(number(name, "s")));
}

void StepContext::measure(std::string_view name, records::MeasuredValue value) {
    const auto& kind = kind_of(step_, name);
    records::Measurement row;
    row.name = name;
    row.value = std::move(value);
    row.unit = kind.unit;
    row.outcome = "pass";
    const auto limit = step_.limits.find(row.name);
    if (limit != step_.limits.end()) {
        const auto* own_unit = plan::find_unit(kind.unit);
        if (auto* number = std::get_if<double>(&row.value); number != nullptr && own_unit != nullptr)
            *number = plan::Quantity{*number, own_unit}.in(*limit->second.unit);
        row.unit = limit->second.unit->name;
        row.min = limit->second.min;
        row.max = limit->second.max;
        row.expected = limit->second.expected;
        if (!within(row.value, limit->second)) row.outcome = "fail";
    }
    measured_.push_back(row);
    if (on_measured_) on_measured_(row);
}

void StepContext::progress(std::int64_t done, std::int64_t total, std::string_view unit) const {
    if (on_progress_) on_progress_(done, total, unit);
}

void StepContext::log(std::string_view level, std::string text) const {
    if (on_log_) on_log_(level, std::move(text));
}

std::string StepContext::ask(Prompt prompt) const {
    prompt.step = step_.id;
    if (tools_.question == nullptr) throw Failure(Code::unanswered, "nobody is there to answer " + prompt.text_key);
    return tools_.question->ask(std::move(prompt), stop_, on_prompt_);
}

void StepContext::hide(const std::string& secret) const {
    if (on_secret_) on_secret_(secret);
}

bool StepContext::has_instrument(std::string_view name) const {
    return tools_.instruments != nullptr && tools_.instruments->has(name);
}

LeasedInstrument StepContext::instrument(const std::string& name, Duration patience) const {
    if (!has_instrument(name))
        throw Failure(Code::channel_missing, "expected a shared instrument \"" + name + "\" in the fixture file");
    return tools_.instruments->lease(name, "step " + step_.id, clock().now() + patience, stop_);
}

void StepContext::pause(Duration module_time) const {
    clock().sleep_until(clock().now() + tempo().planned(module_time), stop_);
}

void StepContext::settle(Duration module_time) const {
    clock().sleep_until(clock().now() + std::max<Duration>(tempo().planned(module_time), averaging_time), stop_);
}

void StepContext::judge() const {
    for (const auto& row : measured_) {
        if (row.outcome == "pass") continue;
        throw Failure(kind_of(step_, row.name).out_of_limits,
                      fmt::format("{}: expected {}, found {}", row.name, bounds(row), plain(row.value)));
    }
    for (const auto& [name, limit] : step_.limits) {
        if (std::ranges::find(measured_, name, &records::Measurement::name) == measured_.end())
            throw Failure(Code::internal, "the step did not measure " + name + ", for which the plan has a limit");
    }
}

}  // namespace stapel::run
