#pragma once

#include "fixtures/transport/tape.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::app {

/// Neighbouring entries of one channel and direction as one line for people.
struct TapeLine {
    std::int64_t ms = 0;  ///< of its first byte
    std::string channel;
    transport::Direction direction = transport::Direction::in;
    bool cut = false;               ///< bytes right before it are not on the tape
    bool without_parity = false;    ///< bit 7 carried even parity and is not shown
    std::size_t bytes = 0;
    std::string text;  ///< printable ASCII: characters, `<CR>`, or bytes in hex
};

/// The tape's lines in the order of their first bytes; of one channel, or of all when `channel` is empty. A line ends with
/// a line feed, when its channel turns round, falls silent or was cut, and after 256 bytes.
[[nodiscard]] std::vector<TapeLine> tape_lines(const std::vector<transport::TapeEntry>& tape, std::string_view channel);

/// One line's bytes for people, as `tape_lines` shows them.
struct ShownBytes {
    std::string text;
    bool without_parity = false;
};
[[nodiscard]] ShownBytes shown_bytes(std::string_view channel, transport::Direction direction, ByteView bytes);

/// `2F 3F 21  /?!`: up to 16 bytes in hex beside what is printable of them, a dot for the rest.
[[nodiscard]] std::string hex_row(ByteView bytes);

}  // namespace stapel::app
