#pragma once

#include "fixtures/transport/tape.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace stapel::frames {

/// Where an entry of the tape begins in a stretch.
struct EntryStart {
    std::size_t offset = 0;
    std::size_t entry = 0;  ///< its number on the tape
};

/// What one channel carried in one direction without a gap.
struct Stretch {
    std::string channel{};
    transport::Direction direction = transport::Direction::in;
    Bytes bytes{};
    std::vector<EntryStart> entries{};  ///< in order; the first begins at 0

    /// The entry that the byte at this offset stands in.
    [[nodiscard]] EntryStart entry_at(std::size_t offset) const;
};

/// A tape's stretches in the order of their first bytes: one ends where its channel is cut or falls silent for 1.5 s.
/// The host's channel, where question and answer alternate, also where it turns round.
[[nodiscard]] std::vector<Stretch> stretches_of(const std::vector<transport::TapeEntry>& tape);

}  // namespace stapel::frames
