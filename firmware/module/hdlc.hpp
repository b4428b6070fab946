#pragma once

#include <stddef.h>
#include <stdint.h>

namespace stapel::firmware {

// HDLC frames of format type 3 as the reader needs them (protocols 2.1): 7E, format and length, addresses, control,
// HCS, information, FCS, 7E; no byte stuffing.

constexpr uint8_t hdlc_flag = 0x7E;
constexpr size_t hdlc_information_max = 128;  ///< both ways, as nothing else is negotiated (protocols 2.3)

/// Control bytes with the poll or final bit set.
constexpr uint8_t hdlc_snrm = 0x93, hdlc_ua = 0x73, hdlc_disc = 0x53, hdlc_dm = 0x1F, hdlc_frmr = 0x97;
constexpr uint8_t hdlc_final = 0x10;
[[nodiscard]] constexpr uint8_t hdlc_information(unsigned sent, unsigned expected) {
    return static_cast<uint8_t>(expected << 5 | hdlc_final | sent << 1);
}
[[nodiscard]] constexpr uint8_t hdlc_receive_ready(unsigned expected) {
    return static_cast<uint8_t>(expected << 5 | hdlc_final | 1U);
}

/// One frame while it arrives, without its flags.
struct HdlcInput {
    uint8_t bytes[255];  ///< the longest frame that its reader's meters send has 140
    size_t length;
    bool ended;
};

enum class HdlcEvent : uint8_t {
    none,
    frame,    ///< whole, its check sums are good
    damaged,  ///< whole, with a wrong check sum or without its closing flag
    foreign,  ///< this byte cannot belong to a frame: whatever it begins, it begins here
};

/// Does the byte open a frame whose opening flag was the closing one of the frame before?
[[nodiscard]] bool continues_hdlc(const HdlcInput& input, uint8_t byte);
/// Flags in front of a frame are one; the closing flag ends it.
[[nodiscard]] HdlcEvent take(HdlcInput& input, uint8_t byte);

/// Drops what is under way; nothing has ended either.
inline void forget(HdlcInput& input) {
    input.length = 0;
    input.ended = false;
}

/// What a good frame says. The information belongs to the input.
struct HdlcFrame {
    bool segmented;   ///< more of the same follows in the next frame
    uint8_t client;   ///< to whom; 0 when to none that a client can be
    uint8_t control;
    const uint8_t* information;
    size_t length;
};
[[nodiscard]] HdlcFrame frame_in(const HdlcInput& input);

/// Room for a frame with its flags: addresses of one and two bytes.
constexpr size_t hdlc_frame_max = hdlc_information_max + 12;

/// A client's frame to the meter's management device, which is the one that every meter has: logical 1, physical 16.
/// At most `hdlc_information_max` bytes of information; returns the bytes put into `into`, of `hdlc_frame_max`.
size_t put_frame(uint8_t* into, uint8_t client, uint8_t control, const uint8_t* information, size_t length);

}  // namespace stapel::firmware
