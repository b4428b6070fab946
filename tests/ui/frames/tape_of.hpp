#pragma once

#include "ui/frames/frames.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace stapel::frames::test {

using transport::Direction;
using Tape = std::vector<transport::TapeEntry>;
using Meanings = std::vector<std::string>;

[[nodiscard]] transport::TapeEntry entry(std::int64_t ms, std::string channel, Direction direction, ByteView bytes);

/// What was said, one entry a piece of so many bytes, a millisecond apart.
void say(Tape& tape, const std::string& channel, Direction direction, ByteView bytes, std::size_t piece = 1);

/// The meanings of its frames, after a look that no byte was lost or told twice, and that every meaning is one line.
[[nodiscard]] Meanings meanings(const Tape& tape);

/// Of bytes that went over a meter port in one direction, one byte an entry.
[[nodiscard]] Meanings meter_meanings(ByteView bytes);
[[nodiscard]] Meanings meter_meanings(std::string_view characters);

}  // namespace stapel::frames::test
