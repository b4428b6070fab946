#include "firmware/module/meter_values.hpp"

namespace stapel::firmware {
namespace {

constexpr size_t head_length = 5;      // of `/XXXZ`
constexpr size_t platform_digits = 3;  // of a type; the fourth is its platform's variant (protocols 1.2)

/// The text of the first bracket; `rest` becomes what follows it. Null when there is no whole bracket.
Slice bracket_in(Slice data, Slice& rest) {
    const Slice inside = after(data, find(data, '(') + 1);
    const size_t end = find(inside, ')');
    rest = after(inside, end + 1);
    return end < inside.size ? Slice{inside.data, end} : Slice{};
}

size_t count_while(Slice text, size_t from, bool (*condition)(char)) {
    size_t count = 0;
    while (from + count < text.size && condition(text.data[from + count])) ++count;
    return count;
}

bool is_capital(char character) { return is_letter(character) && to_upper(character) == character; }

}  // namespace

Slice name_in(Slice data) { return trimmed({data.data, find(data, '(')}); }

Slice value_in(Slice data, int index) {
    for (Slice rest; data.size > 0; data = rest) {
        Slice inside = bracket_in(data, rest);
        if (inside.data == nullptr) return {};
        for (bool more = true; more; --index) {
            const size_t end = find(inside, ',');
            if (index == 0) return {inside.data, end};
            more = end < inside.size;
            inside = after(inside, end + 1);
        }
    }
    return {};
}

bool is_error(Slice data) {
    const Slice value = value_in(data, 0);
    return value.size == 5 && value.data[0] == 'E' && value.data[1] == 'R' && value.data[2] == 'R' &&
           all_are(after(value, 3), is_digit);
}

Slice type_in(Slice identification) {
    if (identification.size < head_length || identification.data[0] != '/') return {};
    if (!all_are({identification.data + 1, 3}, is_letter)) return {};
    Slice ident = trimmed(after(identification, head_length));
    if (ident.size > 0 && ident.data[0] == '\\') ident = after(ident, 2);
    const size_t letters = count_while(ident, 0, is_letter);
    size_t digits = count_while(ident, letters, is_digit);
    if (digits > platform_digits) digits = platform_digits;
    const size_t suffix = count_while(ident, letters + digits, is_capital);
    return {ident.data, letters + digits + suffix};
}

unsigned baud_of(char baud_character) {
    if (baud_character < '0' || baud_character > '6') return 0;
    return 300U << (baud_character - '0');
}

}  // namespace stapel::firmware
