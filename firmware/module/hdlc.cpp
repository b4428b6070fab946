#include "firmware/module/hdlc.hpp"

#include "firmware/module/slip.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

constexpr uint8_t format = 0xA0, format_segmented = 0xA8;  // and a length below 256
constexpr uint8_t server_logical = 1 << 1, server_physical = 16 << 1 | 1;
constexpr size_t format_length = 2, sum_length = 2, longest_address = 4;
constexpr size_t shortest_frame = format_length + 1 + 1 + 1 + sum_length;  // addresses of one byte, no information

bool is_format(uint8_t byte) { return byte == format || byte == format_segmented; }

/// FCS-16/X.25 is sent low byte first, for the header (HCS) as for the frame.
bool is_sum(const uint8_t* bytes, size_t length) {
    return fcs16(bytes, length) == static_cast<uint16_t>(bytes[length] | bytes[length + 1] << 8);
}

size_t put_sum(uint8_t* bytes, size_t length) {
    const uint16_t sum = fcs16(bytes, length);
    bytes[length] = static_cast<uint8_t>(sum);
    bytes[length + 1] = static_cast<uint8_t>(sum >> 8);
    return length + sum_length;
}

/// Seven bits a byte, bit 0 is set in the last one; 0 when none ends it.
size_t address_length(const uint8_t* bytes, size_t length) {
    for (size_t at = 0; at < length && at < longest_address; ++at)
        if ((bytes[at] & 1U) != 0) return at + 1;
    return 0;
}

/// From the format to the control byte; 0 when the addresses leave no room for it and a check sum.
size_t header_length(const uint8_t* bytes, size_t length) {
    const size_t to = address_length(bytes + format_length, length - format_length);
    const size_t from = address_length(bytes + format_length + to, length - format_length - to);
    const size_t header = format_length + to + from + 1;
    return to == 0 || from == 0 || header + sum_length > length ? 0 : header;
}

/// Without information the HCS is the only sum.
bool is_good(const uint8_t* bytes, size_t length) {
    const size_t header = header_length(bytes, length);
    if (header == 0 || !is_sum(bytes, header)) return false;
    if (header + sum_length == length) return true;
    return length > header + 2 * sum_length && is_sum(bytes, length - sum_length);
}

HdlcEvent end(HdlcInput& input, bool good) {
    input.ended = true;
    return good ? HdlcEvent::frame : HdlcEvent::damaged;
}

}  // namespace

bool continues_hdlc(const HdlcInput& input, uint8_t byte) { return input.ended && is_format(byte); }

// A flag's value may stand inside a frame, so the length tells where it ends.
HdlcEvent take(HdlcInput& input, uint8_t byte) {
    if (input.ended) input.length = 0;
    input.ended = false;
    if (input.length == 0 && byte == hdlc_flag) return HdlcEvent::none;
    if (input.length == 0 && !is_format(byte)) return HdlcEvent::foreign;
    if (input.length == 1 && byte < shortest_frame) return end(input, false);
    if (input.length > 1 && input.length == input.bytes[1])
        return end(input, byte == hdlc_flag && is_good(input.bytes, input.length));
    input.bytes[input.length++] = byte;
    return HdlcEvent::none;
}

HdlcFrame frame_in(const HdlcInput& input) {
    const size_t header = header_length(input.bytes, input.length);
    const bool informed = input.length > header + sum_length;
    const bool short_address = (input.bytes[format_length] & 1U) != 0;
    return {.segmented = input.bytes[0] == format_segmented,
            .client = short_address ? static_cast<uint8_t>(input.bytes[format_length] >> 1) : uint8_t{0},
            .control = input.bytes[header - 1],
            .information = input.bytes + header + sum_length,
            .length = informed ? input.length - header - 2 * sum_length : 0};
}

size_t put_frame(uint8_t* into, uint8_t client, uint8_t control, const uint8_t* information, size_t length) {
    const auto source = static_cast<uint8_t>(client << 1 | 1);
    const uint8_t header[] = {format, 0, server_logical, server_physical, source, control};
    const size_t sums = length > 0 ? 2 * sum_length : sum_length;
    uint8_t* frame = into + 1;
    memcpy(frame, header, sizeof header);
    frame[1] = static_cast<uint8_t>(sizeof header + sums + length);
    size_t at = put_sum(frame, sizeof header);
    if (length > 0) {
        memcpy(frame + at, information, length);
        at = put_sum(frame, at + length);
    }
    into[0] = frame[at] = hdlc_flag;
    return at + 2;
}

}  // namespace stapel::firmware
