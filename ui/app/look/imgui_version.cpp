#include "ui/app/look/keys.hpp"

#include <imgui.h>

#include <array>
#include <cstddef>

// All that differs between Dear ImGui 1.86 (Debian 12) and 1.90 (Debian 13).

namespace stapel::app {
namespace {

// In the order of `Key`.
constexpr std::array<int, 21> imgui_keys{
    ImGuiKey_Tab, ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow, ImGuiKey_PageUp,
    ImGuiKey_PageDown, ImGuiKey_Home, ImGuiKey_End, ImGuiKey_Insert, ImGuiKey_Delete, ImGuiKey_Backspace, ImGuiKey_Space,
    ImGuiKey_Enter, ImGuiKey_Escape, ImGuiKey_A, ImGuiKey_C, ImGuiKey_V, ImGuiKey_X, ImGuiKey_Y, ImGuiKey_Z,
};

int imgui_key(Key key) { return imgui_keys[static_cast<std::size_t>(key)]; }

}  // namespace

#if IMGUI_VERSION_NUM >= 18900

void prepare_keys() {}

void tell_key(Key key, bool down) { ImGui::GetIO().AddKeyEvent(static_cast<ImGuiKey>(imgui_key(key)), down); }

void tell_modifiers(bool control, bool shift, bool alt) {
    auto& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, control);
    io.AddKeyEvent(ImGuiMod_Shift, shift);
    io.AddKeyEvent(ImGuiMod_Alt, alt);
}

void tell_mouse_position(float x, float y) { ImGui::GetIO().AddMousePosEvent(x, y); }
void tell_mouse_button(int button, bool down) { ImGui::GetIO().AddMouseButtonEvent(button, down); }
void tell_mouse_wheel(float x, float y) { ImGui::GetIO().AddMouseWheelEvent(x, y); }
void forget_keys() { ImGui::GetIO().AddFocusEvent(false); }

bool key_pressed(Key key) { return ImGui::IsKeyPressed(static_cast<ImGuiKey>(imgui_key(key))); }

#else

// Before 1.87 keys are numbered by whoever tells them: by their place in `Key`.

void prepare_keys() {
    for (std::size_t i = 0; i < imgui_keys.size(); ++i) ImGui::GetIO().KeyMap[imgui_keys[i]] = static_cast<int>(i);
}

void tell_key(Key key, bool down) { ImGui::GetIO().KeysDown[static_cast<std::size_t>(key)] = down; }

void tell_modifiers(bool control, bool shift, bool alt) {
    auto& io = ImGui::GetIO();
    io.KeyCtrl = control;
    io.KeyShift = shift;
    io.KeyAlt = alt;
}

void tell_mouse_position(float x, float y) { ImGui::GetIO().MousePos = {x, y}; }
void tell_mouse_button(int button, bool down) { ImGui::GetIO().MouseDown[button] = down; }

void tell_mouse_wheel(float x, float y) {
    ImGui::GetIO().MouseWheelH += x;
    ImGui::GetIO().MouseWheel += y;
}

void forget_keys() { ImGui::GetIO().AddFocusEvent(false); }

bool key_pressed(Key key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(imgui_key(key))); }

#endif

void tell_text(const std::string& characters) { ImGui::GetIO().AddInputCharactersUTF8(characters.c_str()); }

bool control_held() { return ImGui::GetIO().KeyCtrl; }

}  // namespace stapel::app
