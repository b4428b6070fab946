#pragma once

#include "station/run/events.hpp"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace stapel::cli {

/// A person's answers to the questions of steps: lines `SITE CHOICE` on standard input. A line may come before its question.
///
/// Nothing is read before the first question, so that a run in the background of a terminal is not halted.
class AnswerLines {
public:
    struct Links {
        std::function<bool(int site, std::string choice)> answer;  ///< `run::Station::answer`
        std::function<void(int site)> no_more;                     ///< its question is open and the input has ended
        std::function<void(std::string)> complain;                 ///< about a line that is none
    };
    explicit AnswerLines(Links links);

    /// Any thread; never blocks.
    void on_event(const run::Event& event);

private:
    using Choices = std::vector<std::string>;

    void work(std::stop_token stop);
    [[nodiscard]] bool wait_for_question(std::stop_token stop);
    /// What comes within a short while.
    void read_some();
    void take_line(std::string_view line);
    void take_answer(int site, std::string choice);
    void give_early_answers();
    void give_up();

    Links links_;
    std::mutex mutex_;
    std::condition_variable_any asked_;
    std::map<int, Choices> open_;  ///< questions by site
    std::map<int, Choices> early_;  ///< answers by site whose question has not come, oldest first; this thread's alone
    std::string pending_;          ///< the beginning of a line
    bool ended_ = false;
    std::jthread thread_;  // last: it uses all others
};

}  // namespace stapel::cli
