#pragma once

#include "ui/app/model/view.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace stapel::app {

/// What was said between an engineer and a jig.
struct TalkLine {
    UtcTime time{};
    bool sent = false;  ///< else the jig's answer
    std::string text;
};

/// The newest so many lines of a site, newest last: messages as they were sent, answers as the log has them.
[[nodiscard]] std::vector<TalkLine> talk_of(const std::vector<LogLine>& log, const std::vector<SentByHand>& sent, int site,
                                            std::size_t most);

/// Remembers a message; the oldest is forgotten when there are too many.
void remember_sent(std::vector<SentByHand>& sent, SentByHand message);

}  // namespace stapel::app
