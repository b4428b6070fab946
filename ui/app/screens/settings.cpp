#include "ui/app/look/keys.hpp"
#include "ui/app/screens/focus.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/settings_parts.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace stapel::app {
namespace {

constexpr float left_share = 0.42F, name_column = 150;
constexpr float roomy_width = 1000;  // at 100 %: below it the ports take the place of the rest
constexpr int least_scale = 100, most_scale = 250, scale_step = 25;
constexpr std::array places{SettingsFocus::language, SettingsFocus::scale, SettingsFocus::sounds,
                            SettingsFocus::look_at_ports, SettingsFocus::ports};

void keep(const Ui& ui) { ui.command(KeepPreferences{}); }

void set_scale(const Ui& ui, View& view, int percent) {
    const int allowed = std::clamp(percent, least_scale, most_scale);
    if (allowed == view.preferences.scale_percent) return;
    view.preferences.scale_percent = allowed;
    keep(ui);
}

void set_language(const Ui& ui, View& view, Language language) {
    if (view.preferences.language == language) return;
    view.preferences.language = language;
    keep(ui);
}

void set_sounds(const Ui& ui, View& view, bool on) {
    if (view.preferences.sounds == on) return;
    view.preferences.sounds = on;
    keep(ui);
}

void change_by_key(const Ui& ui, View& view, int by) {
    auto& preferences = view.preferences;
    switch (view.settings_focus) {
        case SettingsFocus::language: return set_language(ui, view, by > 0 ? Language::en : Language::ru);
        case SettingsFocus::scale: return set_scale(ui, view, preferences.scale_percent + by * scale_step);
        case SettingsFocus::sounds: return set_sounds(ui, view, by < 0);
        case SettingsFocus::look_at_ports:
        case SettingsFocus::ports: return;
    }
}

void look_at_keys(const Ui& ui, const Frame& frame) {
    auto& view = frame.view;
    if (const auto tab = tab_key(); tab.pressed)
        view.settings_focus = next_focus(view.settings_focus, std::span<const SettingsFocus>(places), tab.backwards);
    if (const int by = sideways_by_key(); by != 0) change_by_key(ui, view, by);
    const bool can_look = view.settings_focus == SettingsFocus::look_at_ports && !frame.answers.looking_at_ports;
    if (can_look && key_pressed(Key::enter)) ui.command(LookAtPorts{});
    if (view.settings_focus != SettingsFocus::ports) return;
    const auto to = moved_by_key(view.settings_port, static_cast<int>(frame.answers.ports.size()), 10);
    if (to) view.settings_port = *to;
}

/// A line's name, and the cursor where its values begin. The line that has the keyboard is marked.
void begin_line(const Ui& ui, TextKey name, bool has_keyboard) {
    const float left = ImGui::GetCursorPosX();
    ImGui::AlignTextToFramePadding();
    {
        const Ink ink(has_keyboard ? theme::accent : theme::ink);
        ui.label("", Type::body, fmt::format("{}{}", has_keyboard ? "▶ " : "", ui.text(name)));
    }
    ImGui::SameLine();
    ImGui::SetCursorPosX(left + ui.px(name_column));
}

bool option(const Ui& ui, std::string_view name, std::string_view label, bool chosen) {
    const bool pressed = ui.button(name, label, true, {.fill = chosen ? theme::white : theme::panel, .chosen = chosen});
    ImGui::SameLine();
    return pressed;
}

void draw_language(const Ui& ui, View& view) {
    begin_line(ui, "settings.language", view.settings_focus == SettingsFocus::language);
    const auto now = view.preferences.language;
    const auto offer = [&](const char* name, TextKey label, Language language) {
        if (option(ui, name, ui.text(label), now == language)) set_language(ui, view, language);
    };
    offer("language-ru", "settings.russian", Language::ru);
    offer("language-en", "settings.english", Language::en);
    ImGui::NewLine();
}

void draw_scale(const Ui& ui, View& view) {
    begin_line(ui, "settings.scale", view.settings_focus == SettingsFocus::scale);
    const int now = view.preferences.scale_percent;
    if (option(ui, "scale-less", "−", false)) set_scale(ui, view, now - scale_step);
    ImGui::AlignTextToFramePadding();
    ui.label("scale", Type::body, fmt::format("{} %", now));
    ImGui::SameLine();
    if (option(ui, "scale-more", "+", false)) set_scale(ui, view, now + scale_step);
    const int drawn = static_cast<int>(ui.px(100));
    if (drawn < now) hint(ui, filled("settings.scale-limited", ui.language(), {std::to_string(drawn)}));
    ImGui::NewLine();
}

void draw_sounds(const Ui& ui, View& view) {
    begin_line(ui, "settings.sounds", view.settings_focus == SettingsFocus::sounds);
    const bool on = view.preferences.sounds;
    if (option(ui, "sounds-on", ui.text("settings.on"), on)) set_sounds(ui, view, true);
    if (option(ui, "sounds-off", ui.text("settings.off"), !on)) set_sounds(ui, view, false);
    ImGui::NewLine();
}

void fact(const Ui& ui, std::string_view name, TextKey title, std::string_view value) {
    if (value.empty()) return;
    const float left = ImGui::GetCursorPosX();
    {
        const Ink ink(theme::faint_ink);
        ui.label("", Type::body, ui.text(title));
    }
    ImGui::SameLine();
    ImGui::SetCursorPosX(left + ui.px(name_column));
    ui.wrapped(name, Type::body, value);
}

std::string with_remark(const std::string& text, const std::string& remark) {
    return text.empty() ? text : text + ", " + remark;
}

std::string fixture_of(const Work& work, Language language) {
    if (!work.virtual_fixture) return work.fixture;
    const auto speed = number(work.speed, work.speed < 10 ? 1 : 0, language);
    return with_remark(work.fixture, filled("settings.virtual", language, {speed}));
}

void draw_records(const Ui& ui, const Snapshot& snapshot) {
    const bool safe = snapshot.records_problem.empty();
    const Ink ink(safe ? theme::pass : theme::fail);
    fact(ui, "records", "settings.records",
         safe ? ui.text("status.records-safe") : fmt::format("{}: {}", ui.text("status.records-lost"), snapshot.records_problem));
}

void draw_facts(const Ui& ui, const Snapshot& snapshot) {
    const auto& work = snapshot.work;
    fact(ui, "station", "settings.station", work.station);
    fact(ui, "fixture", "settings.fixture", fixture_of(work, ui.language()));
    fact(ui, "plan", "settings.plan",
         with_remark(work.plan, filled("settings.version", ui.language(), {std::to_string(work.plan_version)})));
    fact(ui, "database", "settings.database", work.database);
    draw_records(ui, snapshot);
    fact(ui, "program", "settings.program", work.program_version.empty() ? "" : "Stapel " + work.program_version);
}

void draw_hint(const Ui& ui) {
    const Ink ink(theme::faint_ink);
    ui.wrapped("", Type::small, ui.text("settings.keys"));
}

bool is_about_ports(SettingsFocus focus) { return focus == SettingsFocus::look_at_ports || focus == SettingsFocus::ports; }

/// What does not fit is reached by Page Up and Page Down.
void scroll_by_key() {
    const int way = (key_pressed(Key::page_down) ? 1 : 0) - (key_pressed(Key::page_up) ? 1 : 0);
    if (way != 0) ImGui::SetScrollY(ImGui::GetScrollY() + static_cast<float>(way) * ImGui::GetWindowHeight() / 2);
}

void draw_choices(const Ui& ui, const Frame& frame, float width) {
    const Panel panel(ui, "settings", {.width = width});
    draw_language(ui, frame.view);
    draw_scale(ui, frame.view);
    draw_sounds(ui, frame.view);
    draw_hint(ui);
    ImGui::Dummy({0, ui.px(8)});
    draw_facts(ui, frame.snapshot);
    if (!is_about_ports(frame.view.settings_focus)) scroll_by_key();
}

void draw_ports(const Ui& ui, const Frame& frame) {
    const bool chosen = frame.view.settings_focus == SettingsFocus::ports;
    const Panel panel(ui, "settings-ports", {}, chosen ? Panel::Look::chosen : Panel::Look::plain);
    draw_settings_ports(ui, frame);
}

void draw_together(const Ui& ui, const Frame& frame) {
    draw_choices(ui, frame, ImGui::GetContentRegionAvail().x * left_share);
    ImGui::SameLine();
    draw_ports(ui, frame);
}

void draw_one_at_a_time(const Ui& ui, const Frame& frame) {
    auto& focus = frame.view.settings_focus;
    const bool ports = is_about_ports(focus);
    if (tab(ui, "part-settings", ui.text("key.settings"), !ports, true)) focus = SettingsFocus::language;
    if (tab(ui, "part-ports", ui.text("settings.ports"), ports, false)) focus = SettingsFocus::ports;
    if (ports) draw_ports(ui, frame);
    else draw_choices(ui, frame, 0);
}

}  // namespace

void draw_settings(const Ui& ui, Frame frame) {
    if (!std::exchange(frame.view.ports_asked, true)) ui.command(LookAtPorts{});
    look_at_keys(ui, frame);
    if (ImGui::GetContentRegionAvail().x >= ui.px(roomy_width)) draw_together(ui, frame);
    else draw_one_at_a_time(ui, frame);
}

}  // namespace stapel::app
