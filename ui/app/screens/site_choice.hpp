#pragma once

#include "ui/app/look/theme.hpp"
#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/view.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::app {

/// The line of the site's steps that is looked at: the chosen one as long as its run is there, else the one under way, else
/// the last try of the one that failed, else the last one that ended; none when there are no steps.
[[nodiscard]] std::optional<std::size_t> step_looked_at(const SiteSnapshot& site, const std::optional<ChosenStep>& chosen);

/// What a person chose with that line; none for the line that is looked at without a choice, which goes on with the run.
[[nodiscard]] std::optional<ChosenStep> choice_of(const SiteSnapshot& site, std::size_t line);

/// Indices of a step's measurements: those that failed, then the others, each in the order of measuring.
[[nodiscard]] std::vector<std::size_t> failed_first(const std::vector<records::Measurement>& measurements);

/// A step's kind in words, such as `Прошивка`; its name in the plan when the kind has no words.
[[nodiscard]] std::string step_name(const StepLine& step, Language language);

/// How the state of a step is shown: never by colour alone.
struct StepLook {
    std::string_view mark, word;
    Rgb fill = theme::empty, ink = theme::ink;
};
[[nodiscard]] StepLook step_look(StepState state, Language language);

}  // namespace stapel::app
