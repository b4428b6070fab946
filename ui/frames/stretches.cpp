#include "ui/frames/stretches.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace stapel::frames {
namespace {

using transport::Direction, transport::TapeEntry;

constexpr std::int64_t longest_silence_ms = 1500;  // dialect 8: then whoever listens gives up what is unfinished

/// Adds entries to the stretches that they continue.
class Collector {
public:
    explicit Collector(const std::vector<TapeEntry>& tape) : tape_(tape) {}

    std::vector<Stretch> collect() && {
        for (std::size_t number = 0; number < tape_.size(); ++number)
            if (!tape_[number].bytes.empty()) add(number);
        return std::move(stretches_);
    }

private:
    using Lane = std::pair<std::string, Direction>;
    struct Open {
        std::size_t stretch = 0;
        std::int64_t last_ms = 0;
    };

    void add(std::size_t number) {
        const TapeEntry& entry = tape_[number];
        const auto [open, is_new] = open_.try_emplace({entry.channel, entry.direction});
        if (is_new || entry.cut || entry.ms - open->second.last_ms > longest_silence_ms) begin(entry, open->second);
        Stretch& stretch = stretches_[open->second.stretch];
        open->second.last_ms = entry.ms;
        stretch.entries.push_back({stretch.bytes.size(), number});
        stretch.bytes.insert(stretch.bytes.end(), entry.bytes.begin(), entry.bytes.end());
        if (entry.channel == "host") open_.erase({entry.channel, other_way(entry.direction)});
    }

    void begin(const TapeEntry& entry, Open& open) {
        open.stretch = stretches_.size();
        stretches_.push_back({.channel = entry.channel, .direction = entry.direction});
    }

    static Direction other_way(Direction direction) {
        return direction == Direction::in ? Direction::out : Direction::in;
    }

    const std::vector<TapeEntry>& tape_;
    std::vector<Stretch> stretches_;
    std::map<Lane, Open> open_;
};

}  // namespace

EntryStart Stretch::entry_at(std::size_t offset) const {
    return *std::prev(std::ranges::upper_bound(entries, offset, {}, &EntryStart::offset));
}

std::vector<Stretch> stretches_of(const std::vector<TapeEntry>& tape) { return Collector(tape).collect(); }

}  // namespace stapel::frames
