#include "ui/app/look/context.hpp"

#include "ui/app/look/fonts.hpp"
#include "ui/app/look/keys.hpp"
#include "ui/app/look/style.hpp"

#include <imgui.h>

#include <algorithm>

namespace stapel::app {
namespace {

constexpr float shortest_frame = 0.001F;  // Dear ImGui wants time to pass

constexpr ImGuiWindowFlags whole_window = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                          ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse;

void begin_whole_window(const Context::FrameSize& size) {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({static_cast<float>(size.width), static_cast<float>(size.height)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    ImGui::Begin("stapel", nullptr, whole_window);
    ImGui::PopStyleVar(3);
}

}  // namespace

Context::Context(int scale_percent, Fonts source) : context_(ImGui::CreateContext()), source_(source) {
    use();
    auto& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // where things lie is no preference
    io.LogFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;  // pictures are the same at every moment, and nothing is drawn for a blink
    prepare_keys();
    try {
        set_scale(scale_percent);
    } catch (...) {
        ImGui::DestroyContext(context_);
        throw;
    }
}

Context::~Context() { ImGui::DestroyContext(context_); }

void Context::use() const { ImGui::SetCurrentContext(context_); }

bool Context::set_scale(int scale_percent) {
    if (scale_percent == scale_percent_) return false;
    use();
    auto& atlas = *ImGui::GetIO().Fonts;
    fonts_ = source_ == Fonts::dejavu ? load_fonts(atlas, scale_percent) : load_built_in_fonts(atlas, scale_percent);
    ImGui::GetIO().FontDefault = fonts_[static_cast<std::size_t>(Type::body)];
    apply_style(scale_percent);
    scale_percent_ = scale_percent;
    return true;
}

void Context::set_keyboard_navigation(bool on) {
    use();
    auto& flags = ImGui::GetIO().ConfigFlags;
    flags = on ? flags | ImGuiConfigFlags_NavEnableKeyboard : flags & ~ImGuiConfigFlags_NavEnableKeyboard;
}

bool Context::wants_text() const {
    use();
    return ImGui::GetIO().WantTextInput;
}

ImDrawData* Context::frame(const FrameSize& size, const std::function<void()>& draw) {
    use();
    auto& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(size.width), static_cast<float>(size.height)};
    io.DeltaTime = std::max(size.seconds, shortest_frame);
    ImGui::NewFrame();
    begin_whole_window(size);
    draw();
    ImGui::End();
    ImGui::Render();
    return ImGui::GetDrawData();
}

}  // namespace stapel::app
