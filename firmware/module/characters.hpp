#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

namespace stapel::firmware {

/// Characters that belong to somebody else; not terminated.
struct Slice {
    const char* data = nullptr;
    size_t size = 0;
};

[[nodiscard]] inline Slice slice_of(const char* terminated) { return {terminated, strlen(terminated)}; }
[[nodiscard]] inline Slice slice_of(const uint8_t* bytes, size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

[[nodiscard]] constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }
[[nodiscard]] constexpr char to_upper(char character) {
    return character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character;
}
[[nodiscard]] constexpr bool is_letter(char character) {
    return to_upper(character) >= 'A' && to_upper(character) <= 'Z';
}
[[nodiscard]] constexpr bool is_alphanumeric(char character) { return is_digit(character) || is_letter(character); }
[[nodiscard]] constexpr bool is_printable(char character) { return character >= ' ' && character <= '~'; }
[[nodiscard]] constexpr bool is_blank(char character) {
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

[[nodiscard]] inline bool is_text(Slice slice, const char* wanted) {
    return slice.size == strlen(wanted) && memcmp(slice.data, wanted, slice.size) == 0;
}

/// Position of the first `wanted`, or the slice's size.
[[nodiscard]] constexpr size_t find(Slice slice, char wanted) {
    size_t at = 0;
    while (at < slice.size && slice.data[at] != wanted) ++at;
    return at;
}

/// What is left after the first `count` characters; empty when there are not more.
[[nodiscard]] constexpr Slice after(Slice slice, size_t count) {
    if (count > slice.size) count = slice.size;
    return {slice.data + count, slice.size - count};
}

/// Without the spaces and line ends around it.
[[nodiscard]] constexpr Slice trimmed(Slice slice) {
    while (slice.size > 0 && is_blank(slice.data[0])) slice = after(slice, 1);
    while (slice.size > 0 && is_blank(slice.data[slice.size - 1])) --slice.size;
    return slice;
}

/// Does every character satisfy the condition? True for an empty slice.
[[nodiscard]] constexpr bool all_are(Slice slice, bool (*condition)(char)) {
    for (size_t at = 0; at < slice.size; ++at)
        if (!condition(slice.data[at])) return false;
    return true;
}

}  // namespace stapel::firmware
