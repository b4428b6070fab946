#include "ui/app/screens/engineer_timeline.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace stapel::app {
namespace {

constexpr std::array<std::string_view, 5> own_channels{"control", "host", "modem", "meter", "dfu"};

auto rank_of(const std::string& channel) {
    const auto* place = std::ranges::find(own_channels, channel);
    return std::pair(place - own_channels.begin(), channel);
}

std::size_t first_of(const LiveTape& tape, std::int64_t ms) {
    const auto found = std::ranges::lower_bound(tape, ms, {}, &transport::TapeEntry::ms);
    return static_cast<std::size_t>(found - tape.begin());
}

}  // namespace

std::vector<std::string> lanes_of(const LiveTape& tape) {
    std::vector<std::string> lanes;
    for (const auto& entry : tape)
        if (std::ranges::find(lanes, entry.channel) == lanes.end()) lanes.push_back(entry.channel);
    std::ranges::sort(lanes, {}, rank_of);
    return lanes;
}

std::optional<std::size_t> entry_at(const LiveTape& tape, const std::optional<TapePlace>& place) {
    if (tape.empty()) return std::nullopt;
    if (!place) return tape.size() - 1;
    const std::size_t entry = first_of(tape, place->ms) + place->number;
    if (entry >= tape.size() || tape[entry].ms != place->ms) return tape.size() - 1;
    return entry;
}

TapePlace place_of(const LiveTape& tape, std::size_t entry) {
    return {tape[entry].ms, entry - first_of(tape, tape[entry].ms)};
}

std::size_t neighbour(const LiveTape& tape, std::size_t entry, int direction, std::string_view channel) {
    for (auto at = static_cast<std::ptrdiff_t>(entry) + direction; at >= 0 && at < std::ssize(tape); at += direction) {
        const auto candidate = static_cast<std::size_t>(at);
        if (channel.empty() || tape[candidate].channel == channel) return candidate;
    }
    return entry;
}

TimeSpan visible_span(const LiveTape& tape, std::size_t entry, double zoom) {
    const auto first = static_cast<double>(tape.front().ms);
    const double whole = std::max(static_cast<double>(tape.back().ms) - first, 1.0);
    const double length = whole / std::max(zoom, 1.0);
    const double centred = static_cast<double>(tape[entry].ms) - length / 2;
    const double from = std::clamp(centred, first, first + whole - length);
    return {from, from + length * 1.02};  // room for the last mark
}

double axis_step_ms(double span_ms, int parts) {
    const double least = std::max(span_ms / parts, 1.0);
    const double decade = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (decade * factor >= least) return decade * factor;
    return decade * 10;
}

}  // namespace stapel::app
