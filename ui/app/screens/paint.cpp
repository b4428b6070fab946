#include "ui/app/screens/paint.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace stapel::app {
namespace {

ImVec2 corner(const Box& box) { return {box.x, box.y}; }
ImVec2 far_corner(const Box& box) { return {box.right(), box.bottom()}; }

/// Where a line of that width begins.
float start_of(const Box& box, Align align, float width) {
    const float spare = box.width - width;
    return std::floor(box.x + (align == Align::left ? 0 : align == Align::centre ? spare / 2 : spare));
}

/// How much of the text, in whole characters and at least one, fits alone.
std::size_t fitting_bytes(std::string_view text, float width, const std::function<float(std::string_view)>& width_of) {
    std::size_t fits = 0;
    for (std::size_t end = 1; end <= text.size(); ++end) {
        if (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) continue;
        if (fits > 0 && width_of(text.substr(0, end)) > width) break;
        fits = end;
    }
    return fits;
}

/// How much of the text stands on the next line.
std::size_t next_line(std::string_view text, float width, const std::function<float(std::string_view)>& width_of) {
    std::size_t fits = 0;
    for (std::size_t end = 0; end <= text.size(); ++end) {
        if (end < text.size() && text[end] != ' ') continue;
        if (end > 0 && width_of(text.substr(0, end)) > width) break;
        fits = end;
    }
    return fits > 0 ? fits : fitting_bytes(text, width, width_of);
}

void break_paragraph(std::string_view text, float width, const std::function<float(std::string_view)>& width_of,
                     std::vector<std::string>& lines) {
    do {
        const auto end = next_line(text, width, width_of);
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end < text.size() && text[end] == ' ' ? end + 1 : end));
    } while (!text.empty());
}

}  // namespace

float font_height(const Ui& ui, Type type) { return ui.font(type)->FontSize; }

float line_height(const Ui& ui, Type type) { return std::ceil(font_height(ui, type)); }

Box room_left() {
    const auto at = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
    return {at.x, at.y, size.x, size.y};
}

Box whole_pixels(const Box& box) {
    const float x = std::round(box.x), y = std::round(box.y);
    return {x, y, std::round(box.right()) - x, std::round(box.bottom()) - y};
}

void fill_box(const Box& box, Rgb rgb, float rounding) {
    ImGui::GetWindowDrawList()->AddRectFilled(corner(box), far_corner(box), packed(rgb), rounding);
}

void frame_box(const Box& box, Rgb rgb, float thickness, float rounding) {
    const Box middle = box.inset(thickness / 2);  // ImGui draws to both sides of the line
    ImGui::GetWindowDrawList()->AddRect(corner(middle), far_corner(middle), packed(rgb), rounding, 0, thickness);
}

void paint(const Ui& ui, const Box& box, const Pen& pen, std::string_view text) {
    if (text.empty() || box.width <= 0) return;
    const auto width_of = [&](std::string_view part) { return ui.width_of(pen.type, part); };
    const auto shown = shortened(text, box.width, width_of);
    const ImFont* font = ui.font(pen.type);
    const float y = std::floor(box.y + (box.height - font->FontSize) / 2);
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize, {start_of(box, pen.align, width_of(shown)), y}, packed(pen.ink),
                                        shown.data(), shown.data() + shown.size());
}

void paint_lines(const Ui& ui, const Box& box, const Pen& pen, std::string_view text) {
    const float height = line_height(ui, pen.type);
    const auto lines = lines_of(ui, pen.type, text, box.width);
    const auto room = static_cast<std::size_t>(std::max(1.0F, std::floor(box.height / height)));
    Box rest = box;
    for (std::size_t i = 0; i < std::min(room, lines.size()); ++i) {
        const bool cut = i + 1 == room && lines.size() > room;
        paint(ui, rest.cut_top(height), pen, cut ? lines[i] + " " + lines[i + 1] : lines[i]);
    }
}

void note_box(const Ui& ui, std::string_view name, const Box& box, std::string_view text, bool enabled) {
    ui.note(Widget{.name = std::string(name), .x = box.x, .y = box.y, .width = box.width, .height = box.height,
                   .enabled = enabled, .text = std::string(text)});
}

std::vector<std::string> broken_into_lines(std::string_view text, float width,
                                           const std::function<float(std::string_view)>& width_of) {
    std::vector<std::string> lines;
    while (true) {
        const auto end = text.find('\n');
        break_paragraph(text.substr(0, end), width, width_of, lines);
        if (end == std::string_view::npos) return lines;
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string> lines_of(const Ui& ui, Type type, std::string_view text, float width) {
    return broken_into_lines(text, width, [&](std::string_view part) { return ui.width_of(type, part); });
}

}  // namespace stapel::app
