#include "station/steps/catalogue.hpp"
#include "station/steps/meter_play.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace stapel::steps {
namespace {

constexpr std::string_view answer = "the answer to COUNTER";
constexpr std::array<std::string_view, 5> labels{"E:", "T1:", "T2:", "T3:", "T4:"};  // protocols 5.6

std::optional<std::string> value_of(const std::vector<std::string>& lines, std::string_view label) {
    const auto found = std::ranges::find_if(lines, [&](const std::string& line) { return line.starts_with(label); });
    if (found == lines.end()) return std::nullopt;
    return found->substr(label.size());
}

void check(std::string_view what, const std::string& served, const std::optional<std::string>& found) {
    if (found != served)
        throw Failure(Code::meter_values_differ,
                      fmt::format("{} {} served, {} found in {}", what, served, found.value_or("nothing"), answer));
}

}  // namespace

// Digits that were drawn for this run and come back through the module were read by it, not remembered.
void meter_counter(run::StepContext& context) {
    MeterPlay play(context);
    const auto lines = play.text("COUNTER 0");
    context.measure("energy", value_of(lines, labels.front()).value_or("none"));
    // The head lines (protocols 5.6, dialect 2).
    play.check_told(lines[0], lines.size() > 1 ? lines[1] : std::string(), answer);
    const auto energies = play.energies();
    const auto count = std::min(labels.size(), energies.size());
    for (std::size_t index = 0; index < count; ++index)
        check(labels[index], energies[index], value_of(lines, labels[index]));
    context.measure("values", static_cast<double>(count));
    context.prove_jig();
}

}  // namespace stapel::steps
