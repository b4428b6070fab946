#pragma once

#include <string>

namespace stapel::app {

/// Keys that widgets and screens look at. Characters come as text, scans and function keys never come here.
enum class Key {
    tab, left, right, up, down, page_up, page_down, home, end, insert, delete_, backspace, space, enter, escape,
    a, c, v, x, y, z,
};

// What follows differs between Dear ImGui 1.86 and 1.90 and is the same to whoever calls it.

/// Names the keys to the current context; once after it was made.
void prepare_keys();
void tell_key(Key key, bool down);
void tell_modifiers(bool control, bool shift, bool alt);
/// Characters in UTF-8 for the text field that has the keyboard.
void tell_text(const std::string& characters);
void tell_mouse_position(float x, float y);
/// 0 left, 1 right, 2 middle.
void tell_mouse_button(int button, bool down);
void tell_mouse_wheel(float x, float y);
/// The window lost the keyboard: nothing is held down any more.
void forget_keys();

/// The key went down since the last frame, or it repeats while it is held.
[[nodiscard]] bool key_pressed(Key key);
/// Ctrl is held.
[[nodiscard]] bool control_held();

}  // namespace stapel::app
