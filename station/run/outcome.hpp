#pragma once

#include "station/base/failure.hpp"

#include <string_view>

namespace stapel::run {

/// How a step or a run ended. `skipped` is for steps only.
enum class Outcome { pass, skipped, fail, error, aborted };

/// `pass` `skipped` `fail` `error` `aborted`.
[[nodiscard]] std::string_view name_of(Outcome outcome);

/// The outcome that a failure causes: the module's fault fails, a person's aborts, all else is an error.
[[nodiscard]] Outcome outcome_of(Code code);

}  // namespace stapel::run
