#include "ui/app/model/log_book.hpp"

#include "station/base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>

namespace stapel::app {
namespace {

struct Words {
    std::string_view level;
    std::string text;
};

std::string_view level_of(run::Outcome outcome) {
    switch (outcome) {
        case run::Outcome::pass:
        case run::Outcome::skipped: return "info";
        case run::Outcome::aborted: return "warning";
        case run::Outcome::fail:
        case run::Outcome::error: break;
    }
    return "error";
}

/// `E-254 The module sends wrong block checks to its meter: BCC 5E expected, 24 received`
std::string failure_words(const std::string& number, const std::string& detail) {
    const auto code = code_of(number);
    auto words = code ? fmt::format("{} {}", number, text_of(*code).en) : number;
    return detail.empty() ? words : words + ": " + detail;
}

/// One line of the log for what is worth one. In English, as all logs are.
struct Telling {
    using Line = std::optional<Words>;

    Line operator()(const run::Log& log) const { return Words{log.level, log.text}; }
    Line operator()(const run::RunStarted& run) const {
        if (run.by == run::By::hand) return Words{"info", "an engineer drives the jig by hand"};
        return Words{"info", run.attempt ? fmt::format("run of {}, attempt {}", run.plan, *run.attempt) : "run of " + run.plan};
    }
    Line operator()(const run::StepStarted& step) const {
        if (step.attempt == 1) return std::nullopt;
        return Words{"info", fmt::format("step {}: try {}", step.step, step.attempt)};
    }
    Line operator()(const run::StepFinished& step) const {
        if (step.code.empty()) return std::nullopt;
        return Words{level_of(step.outcome), fmt::format("step {}: {}", step.step, failure_words(step.code, step.detail))};
    }
    Line operator()(const run::Prompt& prompt) const { return Words{"info", "asks: " + prompt.en}; }
    Line operator()(const run::RunFinished& run) const {
        if (run.code == text_of(Code::driven_by_hand).number) return Words{"info", "the engineer has given the jig back"};
        const auto module = run.serial.empty() ? std::string("module without serial") : run.serial;
        auto text = fmt::format("{}: {}", module, run::name_of(run.outcome));
        if (!run.code.empty()) text += ", " + run.code;
        return Words{level_of(run.outcome), std::move(text)};
    }
    Line operator()(const run::Progress&) const { return std::nullopt; }
    Line operator()(const run::Measured&) const { return std::nullopt; }
};

}  // namespace

bool LogBook::hear(const run::Event& event) {
    auto words = std::visit(Telling{}, event.body);
    if (words) fresh_.push_back({event.time, event.site, std::string(words->level), std::move(words->text)});
    return words.has_value();
}

std::shared_ptr<const std::vector<LogLine>> LogBook::lines() {
    if (fresh_.empty()) return shown_;
    const auto all = shown_->size() + fresh_.size();
    const auto from_shown = std::min(shown_->size(), most_lines - std::min(fresh_.size(), most_lines));
    const auto from_fresh = std::min(all, most_lines) - from_shown;
    auto lines = std::make_shared<std::vector<LogLine>>();
    lines->reserve(from_shown + from_fresh);
    lines->assign(shown_->end() - static_cast<std::ptrdiff_t>(from_shown), shown_->end());
    std::move(fresh_.end() - static_cast<std::ptrdiff_t>(from_fresh), fresh_.end(), std::back_inserter(*lines));
    fresh_.clear();
    shown_ = std::move(lines);
    return shown_;
}

}  // namespace stapel::app
