#pragma once

#include <stddef.h>
#include <stdint.h>

namespace stapel::firmware {

/// FCS-16/X.25 as in HDLC (RFC 1662 C.2): initial value FFFF, final XOR FFFF.
[[nodiscard]] uint16_t fcs16(const uint8_t* bytes, size_t length);

/// Dialect 1: bytes of a frame on the wire, both C0 included.
constexpr size_t slip_frame_max = 4096;

/// One SLIP frame (RFC 1055) with its FCS while it arrives, escapes resolved.
struct SlipInput {
    uint8_t bytes[slip_frame_max - 2];
    size_t length;
    bool open, escaped;
    bool spoiled;  ///< too long, or an escape that is none: nothing can become of it
};

enum class SlipEvent : uint8_t {
    none,
    message,  ///< a good frame is complete: `bytes`, `length` hold the message without its FCS
    dropped,  ///< a frame ended that was empty, too long or had a wrong FCS
};

/// C0 opens a frame and ends it; two C0 in a row are one opening.
[[nodiscard]] SlipEvent take(SlipInput& input, uint8_t byte);

/// Frames a message: at most `2 * (length + 2) + 2` bytes into `into`; returns their count.
size_t frame(const uint8_t* message, size_t length, uint8_t* into);

}  // namespace stapel::firmware
