#include "ui/app/screens/site_choice.hpp"

#include "ui/app/look/texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace stapel::app {
namespace {

std::optional<std::size_t> last_line(const SiteSnapshot& site, auto wanted) {
    for (std::size_t i = site.steps.size(); i-- > 0;)
        if (wanted(site.steps[i])) return i;
    return std::nullopt;
}

bool has_ended(const StepLine& step) {
    return step.state != StepState::waiting && step.state != StepState::running && step.state != StepState::skipped;
}

std::optional<std::size_t> line_of(const SiteSnapshot& site, const ChosenStep& chosen) {
    if (chosen.run != site.run) return std::nullopt;
    return last_line(site, [&](const StepLine& step) { return step.id == chosen.id && step.attempt == chosen.attempt; });
}

std::optional<std::size_t> line_that_matters(const SiteSnapshot& site) {
    if (site.steps.empty()) return std::nullopt;
    if (const auto line = last_line(site, [](const StepLine& step) { return step.state == StepState::running; })) return line;
    if (const auto line = last_line(site, [&](const StepLine& step) { return step.id == site.failed_step; })) return line;
    return last_line(site, has_ended).value_or(0);
}

}  // namespace

std::optional<std::size_t> step_looked_at(const SiteSnapshot& site, const std::optional<ChosenStep>& chosen) {
    if (chosen)
        if (const auto line = line_of(site, *chosen)) return line;
    return line_that_matters(site);
}

std::optional<ChosenStep> choice_of(const SiteSnapshot& site, std::size_t line) {
    if (line == line_that_matters(site)) return std::nullopt;
    const StepLine& step = site.steps[line];
    return ChosenStep{.run = site.run, .id = step.id, .attempt = step.attempt};
}

std::vector<std::size_t> failed_first(const std::vector<records::Measurement>& measurements) {
    std::vector<std::size_t> order(measurements.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_partition(order, [&](std::size_t i) { return measurements[i].outcome != "pass"; });
    return order;
}

std::string step_name(const StepLine& step, Language language) {
    const auto key = TextKey::find(fmt::format("kind.{}", step.kind));
    return key ? std::string(key->in(language)) : step.id;
}

StepLook step_look(StepState state, Language language) {
    const auto word = [&](TextKey key) { return key.in(language); };
    switch (state) {
        case StepState::waiting: return {"", word("step.waiting")};
        case StepState::running: return {"▶", word("step.running"), theme::accent, theme::white};
        case StepState::pass: return {"✓", word("step.pass"), theme::pass, theme::white};
        case StepState::fail: return {"✗", word("step.fail"), theme::fail, theme::white};
        case StepState::error: return {"!", word("step.error"), theme::trouble, theme::trouble_ink};
        case StepState::aborted: return {"■", word("step.aborted")};
        case StepState::skipped: return {"–", word("step.skipped")};
    }
    return {};
}

}  // namespace stapel::app
