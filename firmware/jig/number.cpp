#include "firmware/jig/number.hpp"

#include "firmware/jig/header.hpp"

namespace stapel::firmware::jig {
namespace {

constexpr int64_t greatest = 1'000'000'000'000'000;
constexpr int greatest_exponent = 1000;  // far beyond every range, and no overflow while it is being read

/// The digits read so far: mantissa times ten to the exponent.
struct Decimal {
    int64_t mantissa = 0;
    int exponent = 0;
    bool any_digit = false;
};

void skip_spaces(Text& text) {
    while (text.size > 0 && is_space(text.data[0])) text = after(text, 1);
}

bool take(Text& text, char wanted) {
    if (text.size == 0 || to_upper(text.data[0]) != wanted) return false;
    text = after(text, 1);
    return true;
}

bool take_sign(Text& text) {
    if (take(text, '-')) return true;
    (void)take(text, '+');
    return false;
}

/// Digits past the fifteenth only move the point: they are below every resolution here.
void take_digits(Text& text, Decimal& decimal, bool fraction) {
    for (; text.size > 0 && is_digit(text.data[0]); text = after(text, 1)) {
        decimal.any_digit = true;
        const bool room = decimal.mantissa < greatest / 10;
        if (room) decimal.mantissa = decimal.mantissa * 10 + (text.data[0] - '0');
        if (room && fraction) --decimal.exponent;
        if (!room && !fraction) ++decimal.exponent;
    }
}

/// False when an `E` is not followed by a whole number.
bool take_exponent(Text& text, Decimal& decimal) {
    skip_spaces(text);
    if (!take(text, 'E')) return true;
    skip_spaces(text);
    const bool negative = take_sign(text);
    if (text.size == 0 || !is_digit(text.data[0])) return false;
    int exponent = 0;
    for (; text.size > 0 && is_digit(text.data[0]); text = after(text, 1)) {
        if (exponent < greatest_exponent) exponent = exponent * 10 + (text.data[0] - '0');
    }
    decimal.exponent += negative ? -exponent : exponent;
    return true;
}

/// False when there is a suffix that the unit does not have.
bool take_suffix(Text text, const char* unit, Decimal& decimal) {
    text = trimmed(text);
    if (text.size == 0) return true;
    const Text name = text_of(unit);
    if (name.size == 0) return false;
    if (is_mnemonic(name, text)) return true;
    decimal.exponent -= 3;
    return take(text, 'M') && is_mnemonic(name, text);
}

int64_t scaled(int64_t value, int exponent) {
    for (; exponent > 0 && value < greatest && value > 0; --exponent) value *= 10;
    for (; exponent < -1 && value > 0; ++exponent) value /= 10;
    if (exponent == -1) value = (value + 5) / 10;
    return value < greatest ? value : greatest;
}

}  // namespace

Number parse_number(Text text, const char* unit) {
    Decimal decimal;
    const bool negative = take_sign(text);
    take_digits(text, decimal, false);
    if (take(text, '.')) take_digits(text, decimal, true);
    if (!decimal.any_digit || !take_exponent(text, decimal) || !take_suffix(text, unit, decimal)) return {};
    const int64_t milli = scaled(decimal.mantissa, decimal.exponent + 3);
    return {true, negative ? -milli : milli};
}

}  // namespace stapel::firmware::jig
