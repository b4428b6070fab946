#pragma once

#include "ui/app/screens/engineer_log_query.hpp"
#include "ui/app/screens/tape_text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::app {

/// Makes a tape's lines anew only when the tape or the channel is another one.
class TapeLines {
public:
    [[nodiscard]] const std::vector<TapeLine>& of(const LiveTape& tape, std::string_view channel);

private:
    std::uint64_t tape_ = 0;
    std::string channel_;
    std::vector<TapeLine> lines_;
};

/// What the screens worked out in earlier frames and would only work out again; held by the view.
struct ScreenCache {
    TapeLines tape_lines;
    LogMatches log_matches;
    std::string followed_step;     ///< the list of steps was last moved to show this one
    TapeLines history_lines;
    int history_frame = 0;                     ///< the frame that last showed the history
    std::optional<std::string> history_taken;  ///< the search whose first unit was asked for
    std::string history_opened;                ///< the run whose steps were last moved to show what failed
    std::string history_typed;                 ///< what the search field last showed
    int history_row_seen = -1;                 ///< the list of steps was last moved to show this row
    int history_seen = -1;                     ///< the list of units was last moved to show this one
    int port_seen = -1;                        ///< the list of ports was last moved to show this one
    bool keyboard_wanted = false;  ///< a part of the engineer's view was chosen: its text field takes the keyboard
};

[[nodiscard]] ScreenCache& cache_of(View& view);

}  // namespace stapel::app
