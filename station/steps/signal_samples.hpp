#pragma once

#include "station/run/step_context.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace stapel::steps {

/// Asks once for the CSQ; none when it is unknown (99).
using AskCsq = std::function<std::optional<int>()>;

/// Takes the plan's `samples` over its `over`; 99 is no sample and is asked again, at most for three times as long.
/// In order of size; fewer when no more came.
[[nodiscard]] std::vector<int> sample_signal(run::StepContext& context, const AskCsq& ask);

/// The middle one; of an even number the lower of the two. `samples` is sorted and not empty.
[[nodiscard]] int median_of(const std::vector<int>& samples);

/// Measures csq, rssi_dbm (on the plan's `scale`), spread and samples; `no_signal` when there are none.
void measure_signal(run::StepContext& context, const std::vector<int>& samples);

}  // namespace stapel::steps
