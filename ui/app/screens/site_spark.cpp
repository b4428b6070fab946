#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/site_parts.hpp"
#include "ui/app/screens/site_sparkline.hpp"

#include <imgui.h>

#include <cmath>
#include <variant>

namespace stapel::app {
namespace {

constexpr float height = 24, margin = 5;  // at 100 %

/// A box on the screen that a shape is drawn into.
struct Box {
    ImVec2 corner, size;
    ImDrawList* list;

    [[nodiscard]] ImVec2 at(SparkPoint point) const { return {corner.x + point.x, corner.y + point.y}; }

    void limit(const Ui& ui, const std::optional<float>& y) const {
        if (!y) return;
        const float top = std::floor(at({0, *y}).y);
        list->AddRectFilled({corner.x, top}, {corner.x + size.x, top + std::floor(ui.px(1))}, packed(theme::empty_frame));
    }
};

void draw_shape(const Ui& ui, const SparkShape& shape, const Box& box) {
    box.limit(ui, shape.min_y);
    box.limit(ui, shape.max_y);
    for (std::size_t i = 1; i < shape.line.size(); ++i)
        box.list->AddLine(box.at(shape.line[i - 1]), box.at(shape.line[i]), packed(theme::accent), ui.px(1.5F));
    if (!shape.dot) return;
    const auto dot = box.at(*shape.dot);
    box.list->AddCircleFilled(dot, ui.px(4), packed(shape.dot_outside ? theme::fail : theme::ink));
    if (shape.dot_outside) box.list->AddCircle(dot, ui.px(6), packed(theme::fail), 0, ui.px(1.5F));
}

}  // namespace

void draw_sparkline(const Ui& ui, const records::Measurement& measurement, const std::vector<double>* earlier) {
    if (!ImGui::TableNextColumn()) return;
    const auto* value = std::get_if<double>(&measurement.value);
    if (value == nullptr) return;
    const float room = ui.px(margin);
    const auto corner = ImGui::GetCursorScreenPos();
    const ImVec2 size(ImGui::GetContentRegionAvail().x, ui.px(height));
    SparkInput input{.earlier = {}, .present = *value, .min = measurement.min, .max = measurement.max};
    if (earlier != nullptr) input.earlier = *earlier;
    draw_shape(ui, spark_shape(input, size.x - 2 * room, size.y - room),
               {{corner.x + room, corner.y + room / 2}, {size.x - 2 * room, size.y - room}, ImGui::GetWindowDrawList()});
    ImGui::Dummy(size);
    ui.note("spark-" + measurement.name, "");
}

}  // namespace stapel::app
