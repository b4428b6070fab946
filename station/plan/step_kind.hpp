#pragma once

#include "station/base/failure.hpp"

#include <span>
#include <string_view>

namespace stapel::run {
class StepContext;
}

namespace stapel::plan {

/// `words`: names separated by one space, each once; `file`: one that is there, found relative to the plan; `rates`: baud
/// rates, fastest first (`parse_rates`).
enum class ParameterType { duration, voltage, current, integer, boolean, text, choice, words, file, rates };

/// One key of a step's `with:`.
struct Parameter {
    std::string_view name;
    ParameterType type = ParameterType::text;
    bool required = false;
    std::string_view fallback = {};  ///< used when the key is left out, written as in a plan (`10 s`); empty = none
    std::string_view choices = {};   ///< for `choice`: words separated by one space
};

/// One value that a step of this kind measures.
struct MeasurementKind {
    std::string_view name;
    std::string_view unit;  ///< `mA`, `V`, `ms`, `B` ...; empty for counts, text and booleans
    Code out_of_limits = Code::measurement_out_of_limits;  ///< what the step fails with
    bool is_text = false;                                  ///< limits compare it with `expected`
    std::string_view one_of = {};  ///< the parameter of `words` that it is one of; empty = it may be anything
};

/// A kind of step: what plans may write, and what runs. One line of the table in `station/steps/catalogue.cpp`.
struct StepKind {
    std::string_view name{};     ///< `jig.current`
    std::string_view summary{};  ///< one sentence for `plan steps`
    std::span<const Parameter> parameters{};
    std::span<const MeasurementKind> measurements{};
    bool irreversible = false;  ///< the site waits for its records to be on disk before it starts
    void (*execute)(run::StepContext&) = nullptr;
    // What the plan must name beside its steps.
    bool needs_image = false;
    bool needs_settings = false;
    bool needs_meter = false;  ///< one that the station can play
};

/// All kinds that there are.
using Catalogue = std::span<const StepKind>;

/// The kind of that name, or null.
[[nodiscard]] const StepKind* find_kind(Catalogue catalogue, std::string_view name);

}  // namespace stapel::plan
