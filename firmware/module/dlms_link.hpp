#pragma once

#include "firmware/module/cosem_request.hpp"
#include "firmware/module/hdlc.hpp"

namespace stapel::firmware {

struct Module;

/// The client's end of one HDLC connection with window 1: it sends a frame and waits for the answer (protocols 2.1).
struct DlmsLink {
    uint8_t client;
    uint8_t next_sent, next_expected;  ///< N(S) of the next request, N(S) of the next answer
    bool connected;
    bool repeated;                     ///< the frame under way had its second chance
    bool overrun;                      ///< the answer is longer than its room
    uint8_t frame[hdlc_frame_max];     ///< the last one sent
    size_t frame_length;
    uint8_t answer[256];               ///< the information of its frames, while they arrive
    size_t answer_length;
    uint32_t due_ms;                   ///< of the answer
};

/// What a good frame means to the link.
enum class LinkEvent : uint8_t {
    none,          ///< nothing of ours: for somebody else, an old answer again, the segment of an answer
    acknowledged,  ///< UA: connected, or disconnected
    gone,          ///< DM: the meter is not connected
    rejected,      ///< FRMR, or an answer that is too long
    answer,        ///< a whole one lies in `answer`
};

void connect(Module& module, uint8_t client);
void disconnect(Module& module);
/// Sends a request, and begins a new answer.
void send(Module& module, const Apdu& apdu);
/// Sends the last frame again.
void repeat_frame(Module& module);

/// Is it the last frame sent, come back?
[[nodiscard]] bool is_echo(const DlmsLink& link, const HdlcInput& input);
/// Takes a good frame; asks for the next segment by itself.
[[nodiscard]] LinkEvent take(Module& module, const HdlcFrame& frame);

}  // namespace stapel::firmware
