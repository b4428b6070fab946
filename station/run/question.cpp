#include "station/run/question.hpp"

#include "station/base/failure.hpp"

#include <algorithm>
#include <utility>

namespace stapel::run {

// Open before it is told: whoever hears of it may answer at once.
std::string Question::ask(Prompt prompt, std::stop_token stop, const std::function<void(const Prompt&)>& tell) {
    {
        const std::lock_guard lock(mutex_);
        open_ = prompt;
        answer_.reset();
    }
    if (tell) tell(prompt);
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [this] { return answer_ || closed_; });
    open_.reset();
    if (answer_) return *std::exchange(answer_, std::nullopt);
    if (stop.stop_requested()) throw Cancelled();
    throw Failure(Code::unanswered, "expected an answer to " + prompt.text_key + ", found the end of all answers");
}

bool Question::answer(const std::string& choice) {
    {
        const std::lock_guard lock(mutex_);
        if (!open_ || answer_ || closed_) return false;
        if (std::ranges::find(open_->choices, choice) == open_->choices.end()) return false;
        answer_ = choice;
    }
    changed_.notify_all();
    return true;
}

void Question::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    changed_.notify_all();
}

}  // namespace stapel::run
