#include "firmware/module/decimal.hpp"

namespace stapel::firmware {

DecimalText decimal_text(uint32_t value) {
    char digits[10];  // 4294967295
    size_t count = 0;
    do {
        digits[count++] = static_cast<char>('0' + value % 10);
        value /= 10;
    } while (value != 0);
    DecimalText result{};
    for (size_t at = 0; at < count; ++at) result.text[at] = digits[count - 1 - at];
    return result;
}

bool parse_decimal(Slice digits, int32_t& value) {
    if (digits.size == 0 || !all_are(digits, is_digit)) return false;
    value = 0;
    for (size_t at = 0; at < digits.size; ++at) {
        const int32_t digit = digits.data[at] - '0';
        value = value > (INT32_MAX - digit) / 10 ? INT32_MAX : value * 10 + digit;
    }
    return true;
}

}  // namespace stapel::firmware
