#include "station/plan/check.hpp"

#include <fmt/format.h>

#include <array>

namespace stapel::plan {
namespace {

using namespace std::chrono_literals;

constexpr Duration default_timeout = 60s;
constexpr int most_retries = 20;

constexpr std::array step_keys = std::to_array<std::string_view>(
    {"id", "kind", "with", "limits", "needs", "timeout", "retry", "on_fail"});

const StepKind* read_kind(const Node* node, Catalogue catalogue, Problems& problems) {
    const auto name = node != nullptr ? read_text(*node, "a step kind", problems) : std::nullopt;
    if (!name) return nullptr;
    const StepKind* kind = find_kind(catalogue, *name);
    if (kind != nullptr) return kind;
    std::vector<std::string_view> names;
    for (const StepKind& known : catalogue) names.push_back(known.name);
    problems.add(node->place, {"a known step kind", quoted(*name),
                               advise_nearest(*name, names, "see `stapel plan steps` for all kinds")});
    return nullptr;
}

Duration read_timeout(const Node& node, Problems& problems) {
    const auto quantity = read_quantity(node, *find_unit("s"), problems);
    if (!quantity) return default_timeout;
    const double seconds = quantity->in(*find_unit("s"));
    if (seconds >= 0.001 && seconds <= 24 * 3600.0)
        return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
    problems.add(node.place, {"a timeout from 1 ms to 24 h", describe(node), "keep within the range"});
    return default_timeout;
}

Retry read_retry(const Node& node, const std::string& id, StepPlaces& places, Problems& problems) {
    constexpr std::array keys = std::to_array<std::string_view>({"times", "from"});
    const Fields fields(node, "a retry", keys, problems);
    places.retry_from = node.place;
    Retry retry;
    if (const Node* times = fields.require("times", "the number of further tries"))
        retry.times = static_cast<int>(read_integer(*times, {0, most_retries}, problems).value_or(0));
    const Node* from = fields.find("from");
    if (from == nullptr) {
        if (retry.times > 0) retry.from = id;
        return retry;
    }
    places.retry_from = from->place;
    retry.from = read_name(*from, "a step's id", problems).value_or(id);
    return retry;
}

OnFail read_on_fail(const Node& node, Problems& problems) {
    constexpr std::array words = std::to_array<std::string_view>({"stop", "continue"});
    return read_word(node, words, problems) == "continue" ? OnFail::proceed : OnFail::stop;
}

void read_needs(const Node& node, Step& step, StepPlaces& places, Problems& problems) {
    for (const Node* item : read_list(node, "[power-on, boot]", problems)) {
        const auto id = read_name(*item, "a step's id", problems);
        if (!id) continue;
        step.needs.push_back(*id);
        places.needs.push_back(item->place);
    }
}

/// A limit that no word of the step can meet would fail every module.
void check_expected(const Node& limits, const Step& step, Problems& problems) {
    for (const MeasurementKind& measurement : step.kind->measurements) {
        const auto limit = step.limits.find(std::string(measurement.name));
        const auto words = step.with.find(std::string(measurement.one_of));
        if (limit == step.limits.end() || !limit->second.expected || words == step.with.end()) continue;
        if (fmt::format(" {} ", words->second).find(fmt::format(" {} ", *limit->second.expected)) != std::string::npos) continue;
        problems.add(limits.place, {fmt::format("one of `{}: {}`", measurement.one_of, words->second),
                                    quoted(*limit->second.expected), "correct `expected` or the step's words"});
    }
}

void read_kind_parts(const Node& node, const Fields& fields, Step& step, Problems& problems) {
    if (step.kind == nullptr) return;
    step.with = read_parameters(fields.find("with"), node.place, *step.kind, problems);
    if (const Node* limits = fields.find("limits")) {
        step.limits = read_limits(*limits, *step.kind, problems);
        check_expected(*limits, step, problems);
    }
}

void read_step(const Node& node, Catalogue catalogue, Section& section, Problems& problems) {
    const Fields fields(node, "a step", step_keys, problems);
    Step& step = section.steps.emplace_back();
    StepPlaces& places = section.places.emplace_back();
    places.id = node.place;
    if (const Node* id = fields.require("id", "the step's name")) {
        places.id = id->place;
        step.id = read_name(*id, "a step's id", problems).value_or("");
    }
    step.kind = read_kind(fields.require("kind", "the step's kind"), catalogue, problems);
    read_kind_parts(node, fields, step, problems);
    if (const Node* needs = fields.find("needs")) read_needs(*needs, step, places, problems);
    const Node* timeout = fields.find("timeout");
    step.timeout = timeout != nullptr ? read_timeout(*timeout, problems) : default_timeout;
    if (const Node* retry = fields.find("retry")) step.retry = read_retry(*retry, step.id, places, problems);
    if (const Node* on_fail = fields.find("on_fail")) step.on_fail = read_on_fail(*on_fail, problems);
}

}  // namespace

Section read_section(std::string_view name, const Node* node, Catalogue catalogue, Problems& problems) {
    Section section{name, {}, {}};
    if (node == nullptr) return section;
    for (const Node* item : read_list(*node, "lines that begin with `- id:`", problems))
        read_step(*item, catalogue, section, problems);
    return section;
}

}  // namespace stapel::plan
