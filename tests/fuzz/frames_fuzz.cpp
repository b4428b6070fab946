#include "station/base/characters.hpp"
#include "tests/fuzz/require.hpp"
#include "ui/frames/frames.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <utility>

// Any tape: every byte comes out once, in order, and in the same frames however the entries lie.

using namespace stapel;
using transport::Direction, transport::TapeEntry;

namespace {

using Tape = std::vector<TapeEntry>;
using Lanes = std::map<std::pair<std::string, Direction>, Bytes>;

/// Entries as the input has them: channel, direction, cut and silence in one byte, a length, so many bytes.
Tape tape_in(ByteView input) {
    constexpr std::array<const char*, 4> channels{"meter", "host", "modem", "control"};
    Tape tape;
    std::int64_t ms = 0;
    while (input.size() > 2) {
        const auto head = std::to_integer<unsigned>(input[0]);
        const auto length = std::min(std::to_integer<std::size_t>(input[1]), input.size() - 2);
        ms += (head & 0x10U) != 0 ? 2000 : 1;
        const ByteView bytes = input.subspan(2, length);
        tape.push_back({ms, channels.at(head & 3U), (head & 4U) != 0 ? Direction::out : Direction::in,
                        {bytes.begin(), bytes.end()}, (head & 8U) != 0});
        input = input.subspan(2 + length);
    }
    return tape;
}

/// The same, one byte an entry.
Tape byte_by_byte(const Tape& tape) {
    Tape single;
    for (const TapeEntry& entry : tape)
        for (std::size_t at = 0; at < entry.bytes.size(); ++at)
            single.push_back({entry.ms, entry.channel, entry.direction, {entry.bytes[at]}, entry.cut && at == 0});
    return single;
}

template <typename Parts>
Lanes lanes_of(const Parts& parts) {
    Lanes lanes;
    for (const auto& part : parts) {
        if (part.bytes.empty()) continue;
        Bytes& lane = lanes[{part.channel, part.direction}];
        lane.insert(lane.end(), part.bytes.begin(), part.bytes.end());
    }
    return lanes;
}

bool same(const frames::Frame& left, const frames::Frame& right) {
    return left.ms == right.ms && left.channel == right.channel && left.direction == right.direction &&
           left.meaning == right.meaning && left.bytes == right.bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Tape tape = tape_in(std::as_bytes(std::span(data, size)));
    const auto told = frames::frames_of(tape);
    require(lanes_of(told) == lanes_of(tape));
    require(std::ranges::is_sorted(told, {}, &frames::Frame::ms));
    for (const auto& frame : told)
        require(!frame.bytes.empty() && !frame.meaning.empty() && all_printable(frame.meaning));
    require(std::ranges::equal(told, frames::frames_of(byte_by_byte(tape)), same));
    return 0;
}
