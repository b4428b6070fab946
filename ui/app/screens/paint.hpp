#pragma once

#include "ui/app/look/ui.hpp"
#include "ui/app/screens/box.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::app {

// Texts and shapes at given places of the ImGui window that is being drawn.

enum class Align { left, centre, right };

struct Pen {
    Type type = Type::body;
    Rgb ink = theme::ink;
    Align align = Align::left;
};

/// Pixels from the highest to the lowest point of that type's characters.
[[nodiscard]] float font_height(const Ui& ui, Type type);
/// Pixels from one line of that type to the next.
[[nodiscard]] float line_height(const Ui& ui, Type type);

/// What is left of the ImGui window that is being drawn.
[[nodiscard]] Box room_left();

/// Makes whole pixels of a rectangle, so that frames are sharp.
[[nodiscard]] Box whole_pixels(const Box& box);

void fill_box(const Box& box, Rgb rgb, float rounding = 0);
/// A frame inside the box.
void frame_box(const Box& box, Rgb rgb, float thickness, float rounding = 0);

/// One line, in the middle of the box's height; cut with `…` when it is too wide.
void paint(const Ui& ui, const Box& box, const Pen& pen, std::string_view text);
/// Lines from the box's upper edge on; as many as it has room for, the last one cut with `…` when there are more.
void paint_lines(const Ui& ui, const Box& box, const Pen& pen, std::string_view text);

/// Notes a rectangle for tests.
void note_box(const Ui& ui, std::string_view name, const Box& box, std::string_view text, bool enabled = true);

/// The text in lines that are no wider than `width`, broken at spaces and at line ends; a word that is wider alone is
/// broken anywhere. `width_of` measures.
[[nodiscard]] std::vector<std::string> broken_into_lines(std::string_view text, float width,
                                                         const std::function<float(std::string_view)>& width_of);
[[nodiscard]] std::vector<std::string> lines_of(const Ui& ui, Type type, std::string_view text, float width);

}  // namespace stapel::app
