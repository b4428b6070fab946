#include "ui/app/screens/bars.hpp"
#include "ui/app/screens/function_keys.hpp"
#include "ui/app/screens/key_bar_layout.hpp"
#include "ui/app/screens/paint.hpp"
#include "ui/app/screens/screens.hpp"

#include <imgui.h>

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace stapel::app {
namespace {

// At 100 %.
constexpr float padding = 6, tight_padding = 3, gap = 4, side = 4;

struct KeyTexts {
    std::string name, label;
};

KeyTexts texts_of(const Ui& ui, const FunctionKey& key) { return {fmt::format("F{}", key.number), ui.text(key.label)}; }

KeyBarLayout layout_of(const Ui& ui, const View& view, float width) {
    std::vector<KeyWidths> widths;
    for (const auto& key : function_keys(view)) {
        const auto texts = texts_of(ui, key);
        const float name = ui.width_of(Type::small, texts.name), label = ui.width_of(Type::small, texts.label);
        widths.push_back({ui.width_of(Type::small, texts.name + " " + texts.label) + 2 * ui.px(side),
                          std::max(name, label) + 2 * ui.px(side)});
    }
    return key_bar_layout(widths, width - 2 * ui.px(padding), ui.px(gap));
}

/// Less where the bar has two rows of two lines: the window is low then.
float padding_of(const Ui& ui, const KeyBarLayout& layout) {
    return ui.px(layout.rows > 1 && layout.two_lines ? tight_padding : padding);
}

float key_height(const Ui& ui, const KeyBarLayout& layout) {
    return (layout.two_lines ? 2.0F : 1.0F) * line_height(ui, Type::small) + 2 * padding_of(ui, layout);
}

Rgb ink_of(bool enabled) { return enabled ? theme::ink : theme::faint_ink; }

/// A button; one that can do nothing now has no ground of its own.
void draw_key(const Ui& ui, const Box& box, const FunctionKey& key, const KeyBarLayout& layout, Frame frame) {
    const bool enabled = is_enabled(key, frame.snapshot, frame.view), chosen = is_on(key, frame.view);
    ImGui::SetCursorScreenPos({box.x, box.y});
    if (ImGui::InvisibleButton(std::string(key.name).c_str(), {box.width, box.height}) && enabled)
        for (auto& command : press(key, frame.snapshot, frame.view)) ui.command(std::move(command));
    const bool lit = enabled && ImGui::IsItemHovered();
    if (enabled) fill_box(box, lit ? theme::empty : theme::white, ui.px(3));
    frame_box(box, chosen ? theme::accent : theme::line, ui.px(chosen ? 3.0F : 1.0F), ui.px(3));
    const auto texts = texts_of(ui, key);
    Box inner = box.inset(padding_of(ui, layout));
    inner.x = box.x;
    inner.width = box.width;
    const Pen pen{Type::small, ink_of(enabled), Align::centre};
    if (layout.two_lines) paint(ui, inner.cut_top(line_height(ui, Type::small)), pen, texts.name);
    paint(ui, inner, pen, layout.two_lines ? texts.label : texts.name + " " + texts.label);
    note_box(ui, key.name, box, texts.name + " " + texts.label, enabled);
}

}  // namespace

float key_bar_height(const Ui& ui, const View& view, float width) {
    const auto layout = layout_of(ui, view, width);
    const auto rows = static_cast<float>(layout.rows);
    return rows * key_height(ui, layout) + (rows - 1) * ui.px(gap) + 2 * ui.px(padding);
}

void draw_key_bar(const Ui& ui, Frame frame) {
    const Box bar = room_left();
    const auto layout = layout_of(ui, frame.view, bar.width);
    const auto keys = function_keys(frame.view);
    fill_box(bar, theme::panel);
    const auto in_row = (keys.size() + static_cast<std::size_t>(layout.rows) - 1) / static_cast<std::size_t>(layout.rows);
    const Box inner = bar.inset(ui.px(padding));
    const float step = (inner.width + ui.px(gap)) / static_cast<float>(in_row), height = key_height(ui, layout);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto column = static_cast<float>(i % in_row), row = static_cast<float>(i / in_row);
        const Box place{inner.x + column * step, inner.y + row * (height + ui.px(gap)), step - ui.px(gap), height};
        draw_key(ui, whole_pixels(place), keys[i], layout, frame);
    }
}

}  // namespace stapel::app
