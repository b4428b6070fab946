#pragma once

#include <algorithm>
#include <string_view>

namespace stapel {

// ASCII only, whatever the locale.

[[nodiscard]] constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }

[[nodiscard]] constexpr bool is_letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

[[nodiscard]] constexpr bool is_alphanumeric(char character) { return is_digit(character) || is_letter(character); }

/// Space to tilde.
[[nodiscard]] constexpr bool is_printable(char character) { return character >= ' ' && character <= '~'; }

/// True for an empty text too.
[[nodiscard]] constexpr bool all_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

/// True for an empty text too.
[[nodiscard]] constexpr bool all_printable(std::string_view text) { return std::ranges::all_of(text, is_printable); }

}  // namespace stapel
