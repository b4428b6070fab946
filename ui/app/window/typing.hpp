#pragma once

#include "station/base/clock.hpp"

#include <optional>
#include <string>

namespace stapel::app {

/// What was typed without a pause.
struct Typed {
    std::string keys;  ///< by the keys' places, as a US keyboard has them
    std::string text;  ///< what the layout that is switched on makes of them, in UTF-8; only while that is told
};

/// Characters as they come from the keyboard. Each is held back until it is clear who types: a scanner sends the next
/// one within a few milliseconds and Enter at the end, a person does not.
class Typing {
public:
    /// USB keyboards report every 1 to 10 ms and scanners leave at most a few reports out; a fast typist needs twice as
    /// long from key to key.
    static constexpr Duration pause = std::chrono::milliseconds(50);
    /// A person who hits Enter right after a key or two is no scanner.
    static constexpr std::size_t shortest_scan = 4;

    void add_key(char us, TimePoint now);
    void add_text(const std::string& text, TimePoint now);

    /// When the pause will be over; none while nothing is held back.
    [[nodiscard]] std::optional<TimePoint> due() const;
    [[nodiscard]] bool is_scan() const { return held_.keys.size() >= shortest_scan; }
    /// All that is held back; forgets it.
    [[nodiscard]] Typed take();

private:
    Typed held_;
    std::optional<TimePoint> last_;
};

}  // namespace stapel::app
