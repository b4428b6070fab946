#pragma once

#include "fixtures/transport/tape.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stapel::frames {

/// A frame that went over a channel, or what stands between two.
struct Frame {
    std::int64_t ms = 0;  ///< of its first byte, since the tape's start
    std::string channel{};
    transport::Direction direction = transport::Direction::in;
    std::string meaning{};  ///< one line of printable ASCII; no passwords
    Bytes bytes{};          ///< as they stand on the tape, masked where that is
};

/// A tape's frames in the order of their first bytes, put together across entries. Of any bytes: all of them come out
/// once, those that belong to no frame as a frame whose meaning says so. A frame that was begun and not ended is given
/// up where its channel falls silent for 1.5 s (dialect 8) or was cut.
[[nodiscard]] std::vector<Frame> frames_of(const std::vector<transport::TapeEntry>& tape);

}  // namespace stapel::frames
