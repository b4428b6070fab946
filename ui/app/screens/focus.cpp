#include "ui/app/screens/focus.hpp"

#include "ui/app/look/keys.hpp"

#include <imgui.h>

namespace stapel::app {

std::optional<int> moved_by_key(int chosen, int count, int page) {
    if (count == 0) return std::nullopt;
    const auto to = [&](int row) { return std::clamp(row, 0, count - 1); };
    if (key_pressed(Key::up)) return to(chosen - 1);
    if (key_pressed(Key::down)) return to(chosen + 1);
    if (key_pressed(Key::page_up)) return to(chosen - page);
    if (key_pressed(Key::page_down)) return to(chosen + page);
    if (key_pressed(Key::home)) return 0;
    if (key_pressed(Key::end)) return count - 1;
    return std::nullopt;
}

int sideways_by_key() {
    if (key_pressed(Key::left)) return -1;
    return key_pressed(Key::right) ? 1 : 0;
}

TabKey tab_key() { return {.pressed = key_pressed(Key::tab), .backwards = ImGui::GetIO().KeyShift}; }

}  // namespace stapel::app
