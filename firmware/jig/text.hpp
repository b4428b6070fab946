#pragma once

#include <stddef.h>
#include <string.h>

namespace stapel::firmware::jig {

/// Characters that belong to somebody else; not terminated.
struct Text {
    const char* data = nullptr;
    size_t size = 0;
};

[[nodiscard]] inline Text text_of(const char* terminated) { return {terminated, strlen(terminated)}; }

/// White space of IEEE 488.2, 7.4.1.2: every control character but the line feed, which ends a message.
[[nodiscard]] constexpr bool is_space(char character) {
    return static_cast<unsigned char>(character) <= ' ' && character != '\n';
}

[[nodiscard]] constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }
[[nodiscard]] constexpr bool is_lower(char character) { return character >= 'a' && character <= 'z'; }
[[nodiscard]] constexpr char to_upper(char character) {
    return is_lower(character) ? static_cast<char>(character - 'a' + 'A') : character;
}
[[nodiscard]] constexpr bool is_letter(char character) {
    return to_upper(character) >= 'A' && to_upper(character) <= 'Z';
}

/// What is left of a text after its first `count` characters.
[[nodiscard]] constexpr Text after(Text text, size_t count) { return {text.data + count, text.size - count}; }

/// Position of the first `wanted`, or the text's size.
[[nodiscard]] constexpr size_t find(Text text, char wanted) {
    size_t at = 0;
    while (at < text.size && text.data[at] != wanted) ++at;
    return at;
}

[[nodiscard]] constexpr Text trimmed(Text text) {
    while (text.size > 0 && is_space(text.data[0])) text = after(text, 1);
    while (text.size > 0 && is_space(text.data[text.size - 1])) --text.size;
    return text;
}

}  // namespace stapel::firmware::jig
