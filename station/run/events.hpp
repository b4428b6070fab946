#pragma once

#include "station/base/clock.hpp"
#include "station/records/rows.hpp"
#include "station/run/outcome.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace stapel::run {

// What a station tells while it works (DESIGN 6.2). Empty texts are unknown.

/// What a run's steps come from: the plan, or an engineer who drives the jig by hand.
enum class By { plan, hand };

struct RunStarted {
    std::string plan, plan_sha256, operation, purpose;
    std::optional<int> attempt;
    std::string order, operator_id;
    By by = By::plan;
};

struct StepStarted {
    std::string step;
    int attempt = 1;  ///< the event's `try`
};

struct Progress {
    std::string step;
    std::int64_t done = 0, total = 0;
    std::string unit;  ///< `byte`, `s` or `item`
};

struct Measured {
    std::string step;
    int attempt = 1;
    records::Measurement row;
};

struct StepFinished {
    std::string step;
    int attempt = 1;
    Outcome outcome = Outcome::error;
    std::int64_t ms = 0;
    std::string code;
    std::string detail;  ///< for people; not part of the interface
};

struct RunFinished {
    Outcome outcome = Outcome::error;
    std::string serial, imei, iccid;
    std::string code, failed_step;
    std::int64_t ms = 0;
};

/// A step asks the person in front of the jig.
struct Prompt {
    std::string step;
    std::string text_key;              ///< names the question; stable
    std::string ru, en;                ///< the question as the plan words it
    std::vector<std::string> choices;  ///< keys such as `yes`, `no`; at least one
    std::string picture;               ///< file beside the text; empty when there is none
};

struct Log {
    std::string level;  ///< `info`, `warning`, `error`; `manual`: what a jig answers to an engineer
    std::string text;
};

struct Event {
    UtcTime time{};
    std::optional<int> site;
    std::string run;  ///< empty outside a run
    std::variant<RunStarted, StepStarted, Progress, Measured, StepFinished, RunFinished, Prompt, Log> body;
};

/// Gets every event, from any thread, in order within a site. Must not block.
using Observer = std::function<void(const Event&)>;

}  // namespace stapel::run
