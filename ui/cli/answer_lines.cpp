#include "ui/cli/answer_lines.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace stapel::cli {
namespace {

constexpr int look_again_ms = 100;  // for a stop, between two looks at the input
constexpr std::size_t longest_line = 4096;

}  // namespace

AnswerLines::AnswerLines(Links links)
    : links_(std::move(links)), thread_([this](std::stop_token stop) { work(std::move(stop)); }) {}

void AnswerLines::on_event(const run::Event& event) {
    if (!event.site) return;
    const std::lock_guard lock(mutex_);
    if (const auto* prompt = std::get_if<run::Prompt>(&event.body)) open_[*event.site] = prompt->choices;
    else if (std::holds_alternative<run::StepFinished>(event.body)) open_.erase(*event.site);
    asked_.notify_all();
}

void AnswerLines::work(std::stop_token stop) {
    while (wait_for_question(stop)) {
        give_early_answers();
        if (ended_) give_up();
        else read_some();
    }
}

bool AnswerLines::wait_for_question(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    return asked_.wait(lock, stop, [this] { return !open_.empty(); }) && !stop.stop_requested();
}

void AnswerLines::read_some() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    if (::poll(&input, 1, look_again_ms) <= 0) return;
    std::array<char, 1024> part{};
    const auto count = ::read(STDIN_FILENO, part.data(), part.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    ended_ = count <= 0;
    pending_.append(part.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (ended_ && !pending_.empty()) pending_ += '\n';  // a last line without its end
    for (auto end = pending_.find('\n'); end != std::string::npos; end = pending_.find('\n')) {
        take_line(std::string_view(pending_).substr(0, end));
        pending_.erase(0, end + 1);
    }
    if (pending_.size() > longest_line) pending_.clear();
}

void AnswerLines::take_line(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(' ') == std::string_view::npos) return;
    int site = 0;
    const auto read = std::from_chars(line.data(), line.data() + line.size(), site);
    const auto choice = line.substr(static_cast<std::size_t>(read.ptr - line.data()));
    if (read.ec != std::errc() || !choice.starts_with(' '))
        return links_.complain(fmt::format("standard input: expected SITE CHOICE such as 1 yes, found \"{}\"", line));
    take_answer(site, std::string(choice.substr(std::min(choice.find_first_not_of(' '), choice.size()))));
}

void AnswerLines::take_answer(int site, std::string choice) {
    const std::lock_guard lock(mutex_);
    const auto question = open_.find(site);
    if (question == open_.end()) {
        early_[site].push_back(std::move(choice));
    } else if (links_.answer(site, choice)) {
        open_.erase(question);
    } else {
        links_.complain(fmt::format("standard input: site {}: expected one of {}, found \"{}\"", site,
                                    fmt::join(question->second, ", "), choice));
    }
}

void AnswerLines::give_early_answers() {
    for (auto& [site, answers] : early_) {
        const auto asked = [&, number = site] {
            const std::lock_guard lock(mutex_);
            return open_.contains(number);
        };
        while (!answers.empty() && asked()) {
            auto answer = std::move(answers.front());
            answers.erase(answers.begin());
            take_answer(site, std::move(answer));
        }
    }
}

/// The input has ended and early answers have been given.
void AnswerLines::give_up() {
    const std::lock_guard lock(mutex_);
    for (const auto& [site, choices] : std::exchange(open_, {})) links_.no_more(site);
}

}  // namespace stapel::cli
