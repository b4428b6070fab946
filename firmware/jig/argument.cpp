#include "firmware/jig/argument.hpp"

#include "firmware/jig/header.hpp"
#include "firmware/jig/number.hpp"

namespace stapel::firmware::jig {
namespace {

constexpr Value wrong(const Error& error) { return {&error, 0}; }
constexpr Value right(int64_t value) { return {nullptr, value}; }

/// Character program data (IEEE 488.2, 7.7.1): a letter, then letters, digits and underscores.
bool is_word(Text text) {
    if (text.size == 0 || !is_letter(text.data[0])) return false;
    for (size_t at = 0; at < text.size; ++at) {
        const char character = text.data[at];
        if (!is_letter(character) && !is_digit(character) && character != '_') return false;
    }
    return true;
}

bool is(const char* mnemonic, Text word) { return is_mnemonic(text_of(mnemonic), word); }

Value parse_in_range(const NumberRule& rule, Text text) {
    if (is_word(text)) return named_limit(rule, text);
    const Number number = parse_number(text, rule.unit);
    if (!number.ok) return wrong(errors::data_type);
    if (number.milli < rule.min || number.milli > rule.max) return wrong(errors::out_of_range);
    return right(number.milli);
}

Value parse_boolean(Text text) {
    if (is("ON", text)) return right(1);
    if (is("OFF", text)) return right(0);
    if (is_word(text)) return wrong(errors::illegal_value);
    const Number number = parse_number(text, "");
    if (!number.ok) return wrong(errors::data_type);
    if (number.milli != 0 && number.milli != 1000) return wrong(errors::illegal_value);
    return right(number.milli / 1000);
}

Value parse_keyword(const Argument& expected, Text text) {
    if (!is_word(text)) return wrong(errors::data_type);
    for (size_t at = 0; at < expected.keyword_count; ++at) {
        if (is(expected.keywords[at], text)) return right(static_cast<int64_t>(at));
    }
    return wrong(errors::illegal_value);
}

}  // namespace

Value named_limit(const NumberRule& rule, Text text) {
    if (is("MINimum", text)) return right(rule.min);
    if (is("MAXimum", text)) return right(rule.max);
    if (is("DEFault", text)) return right(rule.fallback);
    return wrong(errors::data_type);
}

Value parse_argument(const Argument& expected, Text text) {
    if (expected.kind == ArgumentKind::none) return text.size == 0 ? right(0) : wrong(errors::parameter_not_allowed);
    if (text.size == 0) return wrong(errors::missing_parameter);
    if (find(text, ',') < text.size) return wrong(errors::parameter_not_allowed);
    switch (expected.kind) {
        case ArgumentKind::number: return parse_in_range(expected.number, text);
        case ArgumentKind::boolean: return parse_boolean(text);
        default: return parse_keyword(expected, text);
    }
}

}  // namespace stapel::firmware::jig
