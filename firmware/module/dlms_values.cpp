#include "firmware/module/dlms_values.hpp"

#include "firmware/module/at_line.hpp"

namespace stapel::firmware {
namespace {

constexpr uint8_t structure = 0x02, int8 = 0x0F, enumeration = 0x16, watt_hour = 0x1E;
constexpr int watt_hours_to_kilo = -3;  // powers of ten
constexpr size_t digits_most = 20;      // of 64 bits

bool is_visible(char character) { return is_printable(character) && character != ' '; }
bool is_string(const CosemData& value) { return value.tag == 0x09 || value.tag == 0x0A || value.tag == 0x0C; }

/// Without the blanks and zeros with which meters fill their texts up.
Slice text_in(const CosemData& value) {
    Slice text = slice_of(value.bytes, value.length);
    while (text.size > 0 && (text.data[text.size - 1] == 0 || is_blank(text.data[text.size - 1]))) --text.size;
    return trimmed(text);
}

bool is_signed(uint8_t tag) { return tag == 0x05 || tag == int8 || tag == 0x10 || tag == 0x14; }
bool is_unsigned(uint8_t tag) { return tag == 0x06 || tag == 0x11 || tag == 0x12 || tag == 0x15; }

/// Whole numbers that are not negative; no energy and no serial number is anything else.
bool number_in(const CosemData& value, uint64_t& number) {
    if (!is_signed(value.tag) && !is_unsigned(value.tag)) return false;
    if (is_signed(value.tag) && (value.bytes[0] & 0x80) != 0) return false;
    number = 0;
    for (size_t at = 0; at < value.length; ++at) number = number << 8 | value.bytes[at];
    return true;
}

/// Decimal digits, the least significant first; 0 has one.
size_t put_digits(uint64_t number, char* digits) {
    size_t count = 0;
    do {
        digits[count++] = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number != 0);
    return count;
}

/// `number` times ten to the power of `exponent`.
bool put_scaled(uint64_t number, int exponent, char* into, size_t room) {
    char digits[digits_most];
    const int count = static_cast<int>(put_digits(number, digits));
    const int decimals = exponent < 0 ? -exponent : 0;
    const int zeros = exponent > 0 && number != 0 ? exponent : 0;
    const int whole = count > decimals ? count : decimals + 1;  // digits, with the zeros in front of them
    if (static_cast<size_t>(whole + zeros + (decimals > 0 ? 1 : 0)) >= room) return false;
    for (int place = whole - 1; place >= -zeros; --place) {
        *into++ = place >= count || place < 0 ? '0' : digits[place];
        if (place == decimals && decimals > 0) *into++ = '.';
    }
    *into = 0;
    return true;
}

}  // namespace

bool read_type(Slice data, char* into, size_t room) {
    CosemData value{};
    if (!take_value(data, value) || !is_string(value)) return false;
    const Slice text = text_in(value);
    const Slice word{text.data, find(text, ' ')};
    if (word.size == 0 || word.size >= room) return false;
    copy_text(into, room, word);
    for (size_t at = 0; at < word.size; ++at)
        if (!is_visible(into[at])) into[at] = '?';
    return true;
}

bool read_serial(Slice data, char* into, size_t room) {
    CosemData value{};
    uint64_t number = 0;
    if (!take_value(data, value)) return false;
    if (number_in(value, number)) return put_scaled(number, 0, into, room);
    const Slice text = text_in(value);
    if (!is_string(value) || text.size == 0 || text.size >= room || !all_are(text, is_visible)) return false;
    copy_text(into, room, text);
    return true;
}

bool read_scaler(Slice data, int& scaler) {
    CosemData head{}, power{}, unit{};
    if (!take_value(data, head) || head.tag != structure || head.bytes[0] != 2) return false;
    if (!take_value(data, power) || power.tag != int8 || !take_value(data, unit)) return false;
    if (unit.tag != enumeration || unit.bytes[0] != watt_hour) return false;
    scaler = static_cast<int8_t>(power.bytes[0]);
    return true;
}

bool read_energy(Slice data, int scaler, char* into, size_t room) {
    CosemData value{};
    uint64_t number = 0;
    if (!take_value(data, value) || !number_in(value, number)) return false;
    return put_scaled(number, scaler + watt_hours_to_kilo, into, room);
}

}  // namespace stapel::firmware
