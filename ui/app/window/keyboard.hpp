#pragma once

#include "ui/app/look/keys.hpp"

#include <optional>

namespace stapel::app {

// What lies where on a keyboard. `usage` names a key by its place: USB HID Usage Tables 1.12, section 10 (SDL's
// scancodes are the same numbers), whatever layout is switched on.

/// The character there on a US keyboard, which is what a scanner takes its host for; without Caps Lock, which belongs
/// to a person. The digit block counts too.
[[nodiscard]] std::optional<char> us_character(int usage, bool shift);

/// 1: F1, up to 12.
[[nodiscard]] std::optional<int> function_key_number(int usage);

/// What screens and text fields know it as.
[[nodiscard]] std::optional<Key> screen_key(int usage);

}  // namespace stapel::app
