#pragma once

#include "station/run/events.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

namespace stapel::run {

/// A site's question to the person in front of it: one at a time, asked by the step thread, answered from any thread.
class Question {
public:
    /// Opens the prompt, calls `tell`, and waits for the answer, which is one of the prompt's choices. `Cancelled` when
    /// `stop` fires, `Failure{unanswered}` when nobody will answer.
    [[nodiscard]] std::string ask(Prompt prompt, std::stop_token stop, const std::function<void(const Prompt&)>& tell);

    /// False when no prompt is open or that is none of its choices; the prompt stays open then.
    bool answer(const std::string& choice);

    /// Nobody will answer any more: an open prompt ends, and every later one at once.
    void close();

private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<Prompt> open_;
    std::optional<std::string> answer_;
    bool closed_ = false;
};

}  // namespace stapel::run
