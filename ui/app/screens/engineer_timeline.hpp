#pragma once

#include "ui/app/model/view.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::app {

// The tape as a timeline: what lies where, without a pixel drawn.

/// Channels that the tape carries: the site's own in the order of their use, then the shared ones by name.
[[nodiscard]] std::vector<std::string> lanes_of(const LiveTape& tape);

/// The entry at that place; the newest one when nothing is chosen or the chosen one has left the tape; none when the tape
/// is empty.
[[nodiscard]] std::optional<std::size_t> entry_at(const LiveTape& tape, const std::optional<TapePlace>& place);
[[nodiscard]] TapePlace place_of(const LiveTape& tape, std::size_t entry);

/// The next entry of the wanted channel (all channels when empty) before (-1) or after (1) this one; itself at an end.
[[nodiscard]] std::size_t neighbour(const LiveTape& tape, std::size_t entry, int direction, std::string_view channel);

/// Milliseconds that are on the screen.
struct TimeSpan {
    double from_ms = 0, to_ms = 0;

    [[nodiscard]] double length_ms() const { return to_ms - from_ms; }
    [[nodiscard]] float x_of(double ms, float width) const { return static_cast<float>((ms - from_ms) / length_ms()) * width; }
};

/// The whole tape enlarged `zoom` times (1 = all of it) with this entry in sight.
[[nodiscard]] TimeSpan visible_span(const LiveTape& tape, std::size_t entry, double zoom);

/// A step of 1, 2 or 5 times a power of ten that divides the span in at most that many parts.
[[nodiscard]] double axis_step_ms(double span_ms, int parts);

}  // namespace stapel::app
