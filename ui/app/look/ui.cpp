#include "ui/app/look/ui.hpp"

#include "ui/app/look/pictures.hpp"

#include <imgui.h>

#include <algorithm>

namespace stapel::app {
namespace {

constexpr std::string_view ellipsis = "…";
constexpr float thin = 1, thick = 3;

/// The colours and frame of a button, for the time of its life.
class ButtonStyle {
public:
    ButtonStyle(const Ui& ui, const ButtonLook& look, bool enabled) {
        color(ImGuiCol_Button, look.fill);
        color(ImGuiCol_ButtonHovered, shaded(look.fill, 12));
        color(ImGuiCol_ButtonActive, shaded(look.fill, 28));
        color(ImGuiCol_Text, look.ink);
        color(ImGuiCol_Border, look.chosen ? theme::accent : theme::line);
        ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, ui.px(look.chosen ? thick : thin));
        ImGui::PushFont(ui.font(look.type));
        ImGui::BeginDisabled(!enabled);
    }
    ~ButtonStyle() {
        ImGui::EndDisabled();
        ImGui::PopFont();
        ImGui::PopStyleVar();
        ImGui::PopStyleColor(colors_);
    }
    ButtonStyle(const ButtonStyle&) = delete;
    ButtonStyle& operator=(const ButtonStyle&) = delete;

private:
    /// Darker by some of 255 in each part.
    static Rgb shaded(Rgb rgb, Rgb by) {
        Rgb result = 0;
        for (const int shift : {16, 8, 0}) {
            const Rgb part = rgb >> shift & 0xFF;
            result |= (part > by ? part - by : 0) << shift;
        }
        return result;
    }

    void color(int which, Rgb rgb) {
        ImGui::PushStyleColor(which, packed(rgb));
        ++colors_;
    }

    int colors_ = 0;
};

const char* end_of(std::string_view text) { return text.data() + text.size(); }

}  // namespace

float Ui::px(float at_100_percent) const {
    return at_100_percent * static_cast<float>(links_.preferences.scale_percent) / 100;
}

void Ui::note(std::string_view name, std::string_view text, bool enabled) const {
    const auto corner = ImGui::GetItemRectMin(), size = ImGui::GetItemRectSize();
    note({.name = std::string(name), .x = corner.x, .y = corner.y, .width = size.x, .height = size.y, .enabled = enabled,
          .text = std::string(text)});
}

bool Ui::button(std::string_view name, std::string_view label, bool enabled) const {
    return button(name, label, enabled, ButtonLook{});
}

bool Ui::button(std::string_view name, std::string_view label, bool enabled, const ButtonLook& look) const {
    const ButtonStyle style(*this, look, enabled);
    const auto title = std::string(label) + "###" + std::string(name);
    const bool pressed = ImGui::Button(title.c_str(), {look.width, look.height});
    note(name, label, enabled);
    return pressed;
}

float Ui::width_of(Type type, std::string_view text) const {
    const ImFont* used = font(type);
    return used->CalcTextSizeA(used->FontSize, 1e9F, 0, text.data(), end_of(text)).x;
}

bool Ui::picture(std::string_view name, const std::string& file, float width, float height) const {
    const auto* found = links_.pictures == nullptr ? nullptr : links_.pictures->find(file);
    if (found == nullptr) return false;
    const auto across = static_cast<float>(found->width), down = static_cast<float>(found->height);
    const float scale = std::min(width / across, height / down);
    ImGui::Image(found->texture, {across * scale, down * scale});
    note(name, file);
    return true;
}

void Ui::label(std::string_view name, Type type, std::string_view text) const {
    ImGui::PushFont(font(type));
    ImGui::TextUnformatted(text.data(), end_of(text));
    ImGui::PopFont();
    if (!name.empty()) note(name, text);
}

void Ui::wrapped(std::string_view name, Type type, std::string_view text) const {
    ImGui::PushTextWrapPos(0);
    label(name, type, text);
    ImGui::PopTextWrapPos();
}

void Ui::fitted(std::string_view name, Type type, std::string_view text, float width) const {
    label(name, type, shortened(text, width, [&](std::string_view part) { return width_of(type, part); }));
}

std::string shortened(std::string_view text, float width, const std::function<float(std::string_view)>& width_of) {
    if (width_of(text) <= width) return std::string(text);
    std::vector<std::size_t> ends{0};  // of whole characters
    for (std::size_t i = 1; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) ends.push_back(i);
    const auto cut = [&](std::size_t end) { return std::string(text.substr(0, end)).append(ellipsis); };
    const auto too_wide = std::ranges::partition_point(ends, [&](std::size_t end) { return width_of(cut(end)) <= width; });
    return cut(too_wide == ends.begin() ? 0 : *std::prev(too_wide));
}

}  // namespace stapel::app
