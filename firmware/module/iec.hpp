#pragma once

#include "firmware/module/characters.hpp"
#include "firmware/module/hal.hpp"

namespace stapel::firmware {

// IEC 62056-21 as the reader needs it: characters of seven bits with even parity in bit 7 (protocols 1.3).

constexpr char soh = 0x01, stx = 0x02, etx = 0x03, ack = 0x06, nak = 0x15;

/// The two methods of the block check character (protocols 1.4).
enum class Bcc : uint8_t { sum, exclusive_or };
[[nodiscard]] uint8_t block_check(Slice characters, Bcc bcc);

/// One message while it arrives, seven bits a character.
struct IecInput {
    char text[640];
    size_t length;
    size_t etx_at;  ///< of a block: where its first ETX stands, 0 = not yet
    bool ended;
    bool parity_bad, overrun;
};

enum class IecEvent : uint8_t {
    none,
    line,          ///< `/...` CR LF: an identification
    block,         ///< SOH or STX ... ETX BCC
    acknowledged,  ///< a lone ACK
    refused,       ///< a lone NAK
};

[[nodiscard]] bool begins_iec(uint8_t byte);
/// The first byte after a whole message begins the next one.
IecEvent take(IecInput& input, uint8_t byte);

/// Did it arrive undamaged, its block check apart?
[[nodiscard]] inline bool intact(const IecInput& input) { return !input.parity_bad && !input.overrun; }
[[nodiscard]] bool block_check_is(const IecInput& input, Bcc bcc);
[[nodiscard]] inline Slice text_of(const IecInput& input) { return {input.text, input.length}; }
/// Of a block: what stands between its first character and STX (`P0`, `B0`; empty for an answer).
[[nodiscard]] Slice command_of(const IecInput& input);
/// Of a block: what stands between STX and ETX.
[[nodiscard]] Slice data_of(const IecInput& input);

/// Sends characters as they stand, with parity.
void send_iec(const Hal& hal, Slice characters);
/// Sends SOH command STX data ETX BCC; without data no STX.
void send_block(const Hal& hal, const char* command, Slice data, Bcc bcc);

}  // namespace stapel::firmware
