#pragma once

#include "station/plan/step_kind.hpp"

namespace stapel::plan::test {

/// A small catalogue with every type of parameter, so that these tests do not follow the real steps.
[[nodiscard]] Catalogue catalogue();

}  // namespace stapel::plan::test
