#include "ui/app/screens/engineer_talk.hpp"

#include <algorithm>
#include <utility>

namespace stapel::app {
namespace {

constexpr std::size_t most_remembered = 200;

/// Both lists are read from their newest ends, the younger line first.
class Merge {
public:
    Merge(const std::vector<LogLine>& log, const std::vector<SentByHand>& sent, int site)
        : log_(log), sent_(sent), site_(site), log_left_(log.size()), sent_left_(sent.size()) {}

    [[nodiscard]] bool next(TalkLine& line) {
        while (log_left_ > 0 && !is_answer(log_[log_left_ - 1])) --log_left_;
        while (sent_left_ > 0 && sent_[sent_left_ - 1].site != site_) --sent_left_;
        if (log_left_ == 0 && sent_left_ == 0) return false;
        const bool answer = sent_left_ == 0 || (log_left_ > 0 && log_[log_left_ - 1].time >= sent_[sent_left_ - 1].time);
        line = answer ? answered(log_[--log_left_]) : asked(sent_[--sent_left_]);
        return true;
    }

private:
    [[nodiscard]] bool is_answer(const LogLine& line) const { return line.site == site_ && line.level == "manual"; }
    static TalkLine answered(const LogLine& line) { return {line.time, false, line.text}; }
    static TalkLine asked(const SentByHand& message) { return {message.time, true, message.message}; }

    const std::vector<LogLine>& log_;
    const std::vector<SentByHand>& sent_;
    int site_;
    std::size_t log_left_, sent_left_;
};

}  // namespace

std::vector<TalkLine> talk_of(const std::vector<LogLine>& log, const std::vector<SentByHand>& sent, int site,
                              std::size_t most) {
    std::vector<TalkLine> talk;
    Merge merge(log, sent, site);
    for (TalkLine line; talk.size() < most && merge.next(line);) talk.push_back(std::move(line));
    std::ranges::reverse(talk);
    return talk;
}

void remember_sent(std::vector<SentByHand>& sent, SentByHand message) {
    if (sent.size() == most_remembered) sent.erase(sent.begin());
    sent.push_back(std::move(message));
}

}  // namespace stapel::app
