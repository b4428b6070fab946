#include "tests/ui/frames/tape_of.hpp"

#include "station/base/characters.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace stapel::frames::test {
namespace {

using Lanes = std::map<std::pair<std::string, Direction>, Bytes>;

template <typename Parts>
Lanes lanes_of(const Parts& parts) {
    Lanes lanes;
    for (const auto& part : parts) {
        Bytes& lane = lanes[{part.channel, part.direction}];
        lane.insert(lane.end(), part.bytes.begin(), part.bytes.end());
    }
    return lanes;
}

}  // namespace

transport::TapeEntry entry(std::int64_t ms, std::string channel, Direction direction, ByteView bytes) {
    return {ms, std::move(channel), direction, {bytes.begin(), bytes.end()}, false};
}

void say(Tape& tape, const std::string& channel, Direction direction, ByteView bytes, std::size_t piece) {
    std::int64_t ms = tape.empty() ? 0 : tape.back().ms + 1;
    for (std::size_t at = 0; at < bytes.size(); at += piece)
        tape.push_back(entry(ms++, channel, direction, bytes.subspan(at, std::min(piece, bytes.size() - at))));
}

Meanings meanings(const Tape& tape) {
    const auto frames = frames_of(tape);
    CHECK(lanes_of(frames) == lanes_of(tape));
    CHECK(std::ranges::is_sorted(frames, {}, &Frame::ms));
    Meanings result;
    for (const Frame& frame : frames) {
        CHECK_FALSE(frame.bytes.empty());
        CHECK(all_printable(frame.meaning));
        CHECK_FALSE(frame.meaning.empty());
        result.push_back(frame.meaning);
    }
    return result;
}

Meanings meter_meanings(ByteView bytes) {
    Tape tape;
    say(tape, "meter", Direction::in, bytes);
    return meanings(tape);
}

Meanings meter_meanings(std::string_view characters) { return meter_meanings(bytes_of(characters)); }

}  // namespace stapel::frames::test
