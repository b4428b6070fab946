#pragma once

#include "fixtures/transport/stream.hpp"

#include <span>

namespace stapel::flasher {

/// What came from the ROM where one acknowledgement was due.
enum class Answer { ack, nack, other, none };

/// The UART under AN3155: packets out, acknowledgements and data in, and the way back into step.
///
/// Deadlines count from when the last byte sent has left at the line's own rate, so that a slow line is no silent one.
/// Nothing here allocates. `Cancelled` and `Failure{channel_gone}` come from the stream.
class RomLine {
public:
    /// Longest that the ROM may take for one byte of an answer (what stm32flash allows).
    static constexpr Duration byte_patience = std::chrono::milliseconds(500);

    RomLine(transport::Stream& stream, const Clock& clock, std::stop_token stop, std::uint32_t baud);

    /// Sets 8E1 and the baud rate, forgets what had arrived.
    void open();
    /// One packet in one write.
    void send(ByteView packet);
    /// The next byte, taken as an acknowledgement.
    [[nodiscard]] Answer answer(Duration patience = byte_patience);
    /// Fills `into`; false when bytes stayed away.
    [[nodiscard]] bool receive(std::span<std::byte> into, Duration patience = byte_patience);
    /// Brings the ROM back to where it waits for a command, whatever it was waiting for; false when it stays silent.
    /// `filler` is no command, no complement of one, and stands nowhere in the packet that went wrong: else a packet
    /// with one byte lost could be completed into one that the ROM accepts. `rest`: most bytes that the ROM can be
    /// waiting for.
    [[nodiscard]] bool resync(std::byte filler, std::size_t rest);

    [[nodiscard]] const std::string& address() const { return stream_.address(); }
    [[nodiscard]] std::uint32_t baud() const { return baud_; }

private:
    [[nodiscard]] Duration wire_time(std::size_t bytes) const;
    /// Whether anything came.
    bool drain();
    [[nodiscard]] bool refused_one_by_one(std::byte filler);

    transport::Stream& stream_;
    const Clock& clock_;
    std::stop_token stop_;
    std::uint32_t baud_;
    TimePoint sent_{};  ///< when the last byte sent has left
};

}  // namespace stapel::flasher
