#pragma once

#include "station/base/bytes.hpp"
#include "ui/frames/piece.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace stapel::frames {

/// The host's channel: ST's ROM bootloader (AN3155) answers packet by packet, then the module's program speaks in
/// lines. To be told everything in the order in which it went; all bytes come out, in order.
class RomTalk {
public:
    /// What the station sent before the next answer.
    [[nodiscard]] std::vector<Piece> sent(ByteView bytes);
    /// What came before the next packet.
    [[nodiscard]] std::vector<Piece> received(ByteView bytes);

private:
    /// What the ROM waits for.
    enum class Due { command, address, address_to_read, address_to_write, length, data, list };

    [[nodiscard]] std::string packet_words(ByteView packet);
    [[nodiscard]] std::string command_words(std::uint8_t code);
    [[nodiscard]] std::string rest_words(ByteView packet);
    [[nodiscard]] std::string answer_words(ByteView answer);

    Due due_ = Due::command;
    bool asked_ = false;       ///< the next byte is an answer
    std::size_t wanted_ = 0;   ///< bytes that a Read memory brings behind its ACK
};

}  // namespace stapel::frames
