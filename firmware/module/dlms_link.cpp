#include "firmware/module/dlms_link.hpp"

#include "firmware/module/module.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

constexpr unsigned sequence_mask = 7;
constexpr uint8_t information_mask = 0x01;  // bit 0 clear = an I frame

uint8_t following(uint8_t number) { return (number + 1U) & sequence_mask; }

void write_frame(Module& module) {
    DlmsLink& link = module.dlms.link;
    module.hal.uart_write(module.hal.context, Uart::meter, link.frame, link.frame_length);
    link.due_ms = answer_due_ms(module, link.frame_length, meter_baud);
}

void send_frame(Module& module, uint8_t control, const uint8_t* information, size_t length) {
    DlmsLink& link = module.dlms.link;
    link.repeated = false;
    link.frame_length = put_frame(link.frame, link.client, control, information, length);
    write_frame(module);
}

void gather(DlmsLink& link, const HdlcFrame& frame) {
    if (frame.length > sizeof link.answer - link.answer_length) {
        link.overrun = true;
        return;
    }
    if (frame.length > 0) memcpy(link.answer + link.answer_length, frame.information, frame.length);
    link.answer_length += frame.length;
}

/// An answer has the number that is due and acknowledges what was sent; any other one is an old answer again.
LinkEvent take_information(Module& module, const HdlcFrame& frame) {
    DlmsLink& link = module.dlms.link;
    if (!link.connected) return LinkEvent::none;
    const unsigned sent = frame.control >> 1U & sequence_mask, acknowledges = frame.control >> 5U;
    if (sent != link.next_expected || acknowledges != link.next_sent) return LinkEvent::none;
    link.next_expected = following(link.next_expected);
    gather(link, frame);
    if (link.overrun) return LinkEvent::rejected;
    if (!frame.segmented) return LinkEvent::answer;
    if ((frame.control & hdlc_final) != 0) send_frame(module, hdlc_receive_ready(link.next_expected), nullptr, 0);
    return LinkEvent::none;
}

}  // namespace

void connect(Module& module, uint8_t client) {
    module.dlms.link = {};
    module.dlms.link.client = client;
    send_frame(module, hdlc_snrm, nullptr, 0);
}

void disconnect(Module& module) { send_frame(module, hdlc_disc, nullptr, 0); }

void send(Module& module, const Apdu& apdu) {
    DlmsLink& link = module.dlms.link;
    link.answer_length = 0;
    const uint8_t control = hdlc_information(link.next_sent, link.next_expected);
    link.next_sent = following(link.next_sent);
    send_frame(module, control, apdu.bytes, apdu.length);
}

void repeat_frame(Module& module) {
    module.dlms.link.repeated = true;
    write_frame(module);
}

bool is_echo(const DlmsLink& link, const HdlcInput& input) {
    return input.length + 2 == link.frame_length && memcmp(input.bytes, link.frame + 1, input.length) == 0;
}

LinkEvent take(Module& module, const HdlcFrame& frame) {
    if (frame.client != module.dlms.link.client) return LinkEvent::none;
    if ((frame.control & information_mask) == 0) return take_information(module, frame);
    switch (frame.control) {
    case hdlc_ua: module.dlms.link.connected = true; return LinkEvent::acknowledged;
    case hdlc_dm: return LinkEvent::gone;
    case hdlc_frmr: return LinkEvent::rejected;
    default: return LinkEvent::none;  // RR, RNR: the meter is not ready yet, its time limit runs
    }
}

}  // namespace stapel::firmware
