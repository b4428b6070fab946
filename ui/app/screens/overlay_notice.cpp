#include "ui/app/screens/overlay.hpp"
#include "ui/app/screens/paint.hpp"

#include <imgui.h>

namespace stapel::app {
namespace {

constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;

// At 100 %.
constexpr float padding = 8, side = 16;

/// A dark window from edge to edge, as high as its lines.
void begin_strip(const Box& strip) {
    ImGui::SetNextWindowPos({strip.x, strip.y});
    ImGui::SetNextWindowSize({strip.width, strip.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(theme::ink));
    ImGui::Begin("notice", nullptr, flags);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
}

}  // namespace

void draw_notice(const Ui& ui, Frame frame, const Box& line) {
    const std::string text = *frame.view.notice;
    const float width = line.width - 2 * ui.px(side);
    const float height = static_cast<float>(lines_of(ui, Type::body, text, width).size()) * line_height(ui, Type::body);
    const Box strip{line.x, line.bottom() - height - ui.px(padding), line.width, height + ui.px(padding)};
    begin_strip(strip);
    ImGui::SetCursorScreenPos({strip.x, strip.y});
    if (ImGui::InvisibleButton("notice", {strip.width, strip.height})) frame.view.notice.reset();
    ui.note("notice", text);
    paint_lines(ui, {line.x + ui.px(side), strip.y + ui.px(padding) / 2, width, height}, {Type::body, theme::white}, text);
    ImGui::End();
}

}  // namespace stapel::app
