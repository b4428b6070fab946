#include "firmware/module/address.hpp"

namespace stapel::firmware {
namespace {

constexpr size_t octets = 4, octet_digits_max = 3, label_max = 63;

bool is_digit_or_dot(char character) { return is_digit(character) || character == '.'; }
bool is_name_character(char character) { return is_alphanumeric(character) || character == '-'; }

/// Cuts the part before the next dot off; the last part leaves nothing behind.
Slice take_part(Slice& rest) {
    const size_t dot = find(rest, '.');
    const Slice part{rest.data, dot};
    rest = after(rest, dot + 1);
    return part;
}

/// 0 to 255, or 256 when it is no octet.
int octet_of(Slice part) {
    if (part.size == 0 || part.size > octet_digits_max) return 256;
    int value = 0;
    for (size_t at = 0; at < part.size; ++at) value = value * 10 + (part.data[at] - '0');
    return value < 256 ? value : 256;
}

bool is_ipv4(Slice text) {
    size_t dots = 0;
    for (size_t at = 0; at < text.size; ++at) dots += text.data[at] == '.' ? 1U : 0U;
    if (dots != octets - 1 || octet_of({text.data, find(text, '.')}) == 0) return false;
    for (size_t part = 0; part < octets; ++part)
        if (octet_of(take_part(text)) > 255) return false;
    return true;
}

bool is_label(Slice label) {
    return label.size > 0 && label.size <= label_max && label.data[0] != '-' && label.data[label.size - 1] != '-' &&
           all_are(label, is_name_character);
}

bool is_name(Slice text) {
    if (text.size == 0 || text.data[text.size - 1] == '.') return false;
    while (text.size > 0)
        if (!is_label(take_part(text))) return false;
    return true;
}

}  // namespace

bool is_address(Slice text) { return all_are(text, is_digit_or_dot) ? is_ipv4(text) : is_name(text); }

}  // namespace stapel::firmware
