#include "firmware/module/iec.hpp"

#include "firmware/module/line.hpp"

namespace stapel::firmware {
namespace {

constexpr uint8_t seven_bits = 0x7F, parity_bit = 0x80;

bool parity_even(uint8_t byte) {
    byte = static_cast<uint8_t>(byte ^ byte >> 4);
    byte = static_cast<uint8_t>(byte ^ byte >> 2);
    return ((byte ^ byte >> 1) & 1) == 0;
}

uint8_t with_parity(char character) {
    const auto bits = static_cast<uint8_t>(character & seven_bits);
    return parity_even(bits) ? bits : static_cast<uint8_t>(bits | parity_bit);
}

bool is_block_start(char character) { return character == soh || character == stx; }

void add_character(IecInput& input, char character) {
    if (input.length < sizeof input.text)
        input.text[input.length++] = character;
    else
        input.overrun = true;
}

// The block check may be any character, ETX too: the first ETX counts, then exactly one character follows (1.12).
IecEvent event_of(IecInput& input, char character) {
    switch (input.text[0]) {
    case ack: return IecEvent::acknowledged;
    case nak: return IecEvent::refused;
    case '/': return character == '\n' ? IecEvent::line : IecEvent::none;
    default: break;
    }
    if (input.etx_at != 0) return IecEvent::block;
    if (character == etx) input.etx_at = input.length - 1;
    return IecEvent::none;
}

size_t stx_at(const IecInput& input) { return find({input.text, input.etx_at}, stx); }

}  // namespace

uint8_t block_check(Slice characters, Bcc bcc) {
    uint8_t check = 0;
    for (size_t at = 0; at < characters.size; ++at) {
        const auto character = static_cast<uint8_t>(characters.data[at]);
        check = static_cast<uint8_t>(bcc == Bcc::sum ? check + character : check ^ character);
    }
    return check & seven_bits;
}

bool begins_iec(uint8_t byte) {
    const auto character = static_cast<char>(byte & seven_bits);
    return is_block_start(character) || character == '/' || character == ack || character == nak;
}

IecEvent take(IecInput& input, uint8_t byte) {
    if (input.ended) input.length = input.etx_at = 0;
    if (input.length == 0) input.ended = input.parity_bad = input.overrun = false;
    const auto character = static_cast<char>(byte & seven_bits);
    if (!parity_even(byte)) input.parity_bad = true;
    add_character(input, character);
    const IecEvent event = event_of(input, character);
    input.ended = event != IecEvent::none;
    return event;
}

bool block_check_is(const IecInput& input, Bcc bcc) {
    return block_check({input.text + 1, input.etx_at}, bcc) == static_cast<uint8_t>(input.text[input.length - 1]);
}

Slice command_of(const IecInput& input) {
    const size_t end = stx_at(input);
    return end == 0 ? Slice{} : Slice{input.text + 1, end - 1};
}

Slice data_of(const IecInput& input) {
    return after({input.text, input.etx_at}, stx_at(input) + 1);
}

void send_iec(const Hal& hal, Slice characters) {
    uint8_t bytes[sizeof Line::text];
    const size_t length = characters.size < sizeof bytes ? characters.size : sizeof bytes;
    for (size_t at = 0; at < length; ++at) bytes[at] = with_parity(characters.data[at]);
    hal.uart_write(hal.context, Uart::meter, bytes, length);
}

void send_block(const Hal& hal, const char* command, Slice data, Bcc bcc) {
    const char start = soh, middle = stx, end = etx;
    Line line;
    add(line, Slice{&start, 1});
    add(line, command);
    if (data.size > 0) add(line, Slice{&middle, 1});
    add(line, data);
    add(line, Slice{&end, 1});
    const auto check = static_cast<char>(block_check(after(text_of(line), 1), bcc));
    add(line, Slice{&check, 1});
    send_iec(hal, text_of(line));
}

}  // namespace stapel::firmware
