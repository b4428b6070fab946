#include "firmware/module/slip.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

constexpr uint8_t end = 0xC0, escape = 0xDB, escaped_end = 0xDC, escaped_escape = 0xDD;  // RFC 1055
constexpr size_t fcs_length = 2;

void put(SlipInput& input, uint8_t byte) {
    if (input.length == sizeof input.bytes)
        input.spoiled = true;
    else
        input.bytes[input.length++] = byte;
}

void take_escaped(SlipInput& input, uint8_t byte) {
    input.escaped = false;
    if (byte == escaped_end) return put(input, end);
    if (byte == escaped_escape) return put(input, escape);
    input.spoiled = true;
}

bool is_good(const SlipInput& input) {
    if (input.spoiled || input.escaped || input.length <= fcs_length) return false;
    const uint8_t* fcs = input.bytes + input.length - fcs_length;
    return fcs16(input.bytes, input.length - fcs_length) == static_cast<uint16_t>(fcs[0] | fcs[1] << 8);
}

void open(SlipInput& input) {
    input.length = 0;
    input.open = true;
    input.escaped = input.spoiled = false;
}

SlipEvent close(SlipInput& input) {
    if (input.length == 0 && !input.spoiled && !input.escaped) return SlipEvent::none;
    input.open = false;
    if (!is_good(input)) return SlipEvent::dropped;
    input.length -= fcs_length;
    return SlipEvent::message;
}

size_t put_stuffed(uint8_t* into, uint8_t byte) {
    if (byte != end && byte != escape) {
        *into = byte;
        return 1;
    }
    into[0] = escape;
    into[1] = byte == end ? escaped_end : escaped_escape;
    return 2;
}

}  // namespace

uint16_t fcs16(const uint8_t* bytes, size_t length) {
    uint32_t fcs = 0xFFFF;
    for (size_t at = 0; at < length; ++at) {
        fcs ^= bytes[at];
        for (int bit = 0; bit < 8; ++bit) fcs = (fcs >> 1) ^ ((fcs & 1U) != 0 ? 0x8408U : 0U);
    }
    return static_cast<uint16_t>(~fcs);
}

SlipEvent take(SlipInput& input, uint8_t byte) {
    if (byte == end) {
        if (input.open) return close(input);
        open(input);
        return SlipEvent::none;
    }
    if (!input.open) return SlipEvent::none;
    if (input.escaped)
        take_escaped(input, byte);
    else if (byte == escape)
        input.escaped = true;
    else
        put(input, byte);
    return SlipEvent::none;
}

size_t frame(const uint8_t* message, size_t length, uint8_t* into) {
    const uint16_t fcs = fcs16(message, length);
    size_t at = 0;
    into[at++] = end;
    for (size_t from = 0; from < length; ++from) at += put_stuffed(into + at, message[from]);
    at += put_stuffed(into + at, static_cast<uint8_t>(fcs));
    at += put_stuffed(into + at, static_cast<uint8_t>(fcs >> 8));
    into[at++] = end;
    return at;
}

}  // namespace stapel::firmware
