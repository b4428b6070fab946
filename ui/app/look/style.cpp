#include "ui/app/look/style.hpp"

#include "ui/app/look/theme.hpp"

#include <imgui.h>

namespace stapel::app {
namespace {

struct Colour {
    int which;
    Rgb rgb;
    std::uint8_t alpha = 255;
};

constexpr Colour colours[]{
    {ImGuiCol_Text, theme::ink},
    {ImGuiCol_TextDisabled, theme::faint_ink},
    {ImGuiCol_WindowBg, theme::background},
    {ImGuiCol_ChildBg, theme::background, 0},
    {ImGuiCol_PopupBg, theme::panel},
    {ImGuiCol_Border, theme::line},
    {ImGuiCol_FrameBg, theme::white},
    {ImGuiCol_FrameBgHovered, theme::white},
    {ImGuiCol_FrameBgActive, theme::white},
    {ImGuiCol_ScrollbarBg, theme::background},
    {ImGuiCol_ScrollbarGrab, theme::line},
    {ImGuiCol_ScrollbarGrabHovered, theme::empty_frame},
    {ImGuiCol_ScrollbarGrabActive, theme::empty_frame},
    {ImGuiCol_CheckMark, theme::accent},
    {ImGuiCol_SliderGrab, theme::accent},
    {ImGuiCol_SliderGrabActive, theme::accent},
    {ImGuiCol_Button, theme::panel},
    {ImGuiCol_ButtonHovered, theme::empty},
    {ImGuiCol_ButtonActive, theme::line},
    {ImGuiCol_Header, theme::accent, 64},
    {ImGuiCol_HeaderHovered, theme::accent, 40},
    {ImGuiCol_HeaderActive, theme::accent, 96},
    {ImGuiCol_Separator, theme::line},
    {ImGuiCol_TableHeaderBg, theme::empty},
    {ImGuiCol_TableBorderStrong, theme::line},
    {ImGuiCol_TableBorderLight, theme::empty},
    {ImGuiCol_TableRowBg, theme::panel, 0},
    {ImGuiCol_TableRowBgAlt, theme::white, 96},
    {ImGuiCol_PlotHistogram, theme::accent},
    {ImGuiCol_TextSelectedBg, theme::accent, 90},
    {ImGuiCol_NavHighlight, theme::accent},
    {ImGuiCol_ModalWindowDimBg, theme::ink, 110},
};

}  // namespace

void apply_style(int scale_percent) {
    ImGuiStyle style;
    for (const auto& [which, rgb, alpha] : colours) style.Colors[which] = ImGui::ColorConvertU32ToFloat4(packed(rgb, alpha));
    style.WindowPadding = {12, 12};
    style.FramePadding = {10, 6};
    style.ItemSpacing = {10, 8};
    style.CellPadding = {8, 4};
    style.WindowRounding = style.FrameRounding = style.PopupRounding = style.GrabRounding = 4;
    style.ScrollbarSize = 18;
    style.WindowBorderSize = style.FrameBorderSize = style.PopupBorderSize = 1;
    style.DisabledAlpha = 0.5F;
    style.ScaleAllSizes(static_cast<float>(scale_percent) / 100);
    ImGui::GetStyle() = style;
}

}  // namespace stapel::app
