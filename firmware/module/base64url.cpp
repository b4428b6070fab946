#include "firmware/module/base64url.hpp"

namespace stapel::firmware {
namespace {

constexpr unsigned no_digit = 64;
constexpr size_t group = 4, padding_max = 2;

unsigned digit_of(char character) {
    if (character >= 'A' && character <= 'Z') return static_cast<unsigned>(character - 'A');
    if (character >= 'a' && character <= 'z') return static_cast<unsigned>(character - 'a') + 26;
    if (is_digit(character)) return static_cast<unsigned>(character - '0') + 52;
    if (character == '-') return 62;
    return character == '_' ? 63 : no_digit;
}

/// False when there is padding and it does not fill the last group.
bool drop_padding(Slice& text) {
    const size_t whole = text.size;
    while (text.size > 0 && whole - text.size < padding_max && text.data[text.size - 1] == '=') --text.size;
    return text.size == whole || whole % group == 0;
}

}  // namespace

bool decode_base64url(Slice text, uint8_t* into, size_t room, size_t& length) {
    length = 0;
    if (!drop_padding(text) || text.size % group == 1) return false;
    uint32_t bits = 0;
    unsigned count = 0;
    for (size_t at = 0; at < text.size; ++at) {
        const unsigned digit = digit_of(text.data[at]);
        if (digit == no_digit) return false;
        bits = (bits << 6 | digit) & 0x3FFFU;
        count += 6;
        if (count < 8) continue;
        if (length == room) return false;
        count -= 8;
        into[length++] = static_cast<uint8_t>(bits >> count);
    }
    return (bits & ((1U << count) - 1)) == 0;
}

}  // namespace stapel::firmware
