#include "ui/app/screens/overlay.hpp"
#include "ui/app/screens/paint.hpp"

#include <imgui.h>

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace stapel::app {
namespace {

// At 100 %.
constexpr float width = 900, width_with_picture = 1160, picture_height = 420;
constexpr float button_height = 60, low_button_height = 44, low = 220, button_side = 24, least_button = 150;
constexpr float text_share = 1.5F;  // of the width, the picture's being 1

bool is_low(const Ui& ui, float height) { return height < ui.px(low); }

std::string choice_words(const std::string& choice, Language language) {
    const auto key = TextKey::find("choice." + choice);
    return key ? std::string(key->in(language)) : choice;
}

std::string_view words_of(const run::Prompt& prompt, Language language) {
    const auto& text = language == Language::ru ? prompt.ru : prompt.en;
    return text.empty() ? prompt.text_key : text;
}

/// In the largest type in which it is no higher than that.
void draw_question(const Ui& ui, std::string_view text, float height) {
    const float width_left = ImGui::GetContentRegionAvail().x;
    const auto fits = [&](Type type) {
        return static_cast<float>(lines_of(ui, type, text, width_left).size()) * line_height(ui, type) <= height;
    };
    ui.wrapped("prompt", fits(Type::action) ? Type::action : fits(Type::heading) ? Type::heading : Type::body, text);
}

void draw_picture(const Ui& ui, const std::string& picture, float height) {
    const float most = std::min(ui.px(picture_height), height);
    if (!ui.picture("prompt-picture", picture, ImGui::GetContentRegionAvail().x, most))
        ui.wrapped("prompt-picture", Type::body, filled("prompt.no-picture", ui.language(), {picture}));
}

/// Side by side as long as there is room; each shows its digit key.
void draw_choices(const Ui& ui, const SiteSnapshot& site, float height) {
    const float end = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x, gap = ImGui::GetStyle().ItemSpacing.x;
    int digit = 0;
    for (const auto& choice : site.prompt->choices) {
        const auto words = fmt::format("{}  {}", ++digit, choice_words(choice, ui.language()));
        const float wide = std::max(ui.width_of(Type::heading, words) + 2 * ui.px(button_side), ui.px(least_button));
        if (digit > 1 && ImGui::GetItemRectMax().x + gap + wide <= end) ImGui::SameLine();
        const ButtonLook look{.type = Type::heading, .width = wide, .height = height, .fill = theme::white};
        if (ui.button("answer-" + choice, words, true, look)) ui.command(Answer{site.site, choice});
    }
}

void draw_waiting_questions(const Ui& ui, const Snapshot& snapshot) {
    const auto all = std::ranges::count_if(snapshot.sites, [](const SiteSnapshot& site) { return site.prompt.has_value(); });
    if (all > 1) ui.label("prompt-more", Type::body, counted("prompt.more", ui.language(), all - 1));
}

/// Who asks, the question and its choices, which all are to be in sight.
void draw_text(const Ui& ui, const Frame& frame, const SiteSnapshot& site, float height) {
    const Type title = is_low(ui, height) ? Type::body : Type::heading;
    const float buttons = ui.px(is_low(ui, height) ? low_button_height : button_height);
    const float gaps = 3 * ImGui::GetStyle().ItemSpacing.y;
    ui.label("prompt-site", title, filled("prompt.site", ui.language(), {std::to_string(site.site)}));
    draw_question(ui, words_of(*site.prompt, ui.language()), height - line_height(ui, title) - buttons - gaps);
    draw_choices(ui, site, buttons);
    draw_waiting_questions(ui, frame.snapshot);
}

}  // namespace

void draw_prompt(const Ui& ui, const Frame& frame, const SiteSnapshot& site, const Box& room) {
    const auto& picture = site.prompt->picture;
    const Overlay overlay(ui, "prompt", room, picture.empty() ? width : width_with_picture);
    const float height = overlay_room(ui, room);
    if (picture.empty()) return draw_text(ui, frame, site, height);
    if (!ImGui::BeginTable("prompt", 2, ImGuiTableFlags_SizingStretchSame)) return;
    ImGui::TableSetupColumn("", 0, text_share);
    ImGui::TableSetupColumn("", 0, 1);
    ImGui::TableNextColumn();
    draw_text(ui, frame, site, height);
    ImGui::TableNextColumn();
    draw_picture(ui, picture, height);
    ImGui::EndTable();
}

}  // namespace stapel::app
