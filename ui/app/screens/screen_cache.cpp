#include "ui/app/screens/screen_cache.hpp"

namespace stapel::app {
namespace {

// FNV-1a over what tells one tape from another without looking at every byte.
class Fingerprint {
public:
    void take(std::uint64_t value) { hash_ = (hash_ ^ value) * 0x100000001B3; }
    [[nodiscard]] std::uint64_t hash() const { return hash_; }

private:
    std::uint64_t hash_ = 0xCBF29CE484222325;
};

std::uint64_t fingerprint(const LiveTape& tape) {
    Fingerprint print;
    print.take(tape.size());
    for (const auto& entry : tape) {
        print.take(static_cast<std::uint64_t>(entry.ms));
        print.take(entry.bytes.size());
        if (!entry.bytes.empty()) print.take(std::to_integer<std::uint64_t>(entry.bytes.front()));
        if (!entry.channel.empty()) print.take(static_cast<std::uint64_t>(entry.channel.front()));
    }
    return print.hash();
}

}  // namespace

const std::vector<TapeLine>& TapeLines::of(const LiveTape& tape, std::string_view channel) {
    const std::uint64_t now = fingerprint(tape);
    if (tape_ != now || channel_ != channel) {
        lines_ = tape_lines(tape, channel);
        tape_ = now;
        channel_ = channel;
    }
    return lines_;
}

ScreenCache& cache_of(View& view) {
    if (!view.cache) view.cache = std::make_shared<ScreenCache>();
    return *view.cache;
}

}  // namespace stapel::app
