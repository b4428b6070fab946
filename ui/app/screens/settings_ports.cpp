#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/record_text.hpp"
#include "ui/app/screens/screen_cache.hpp"
#include "ui/app/screens/settings_parts.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <string>
#include <utility>

namespace stapel::app {
namespace {

void draw_look_again(const Ui& ui, const Frame& frame) {
    const bool chosen = frame.view.settings_focus == SettingsFocus::look_at_ports;
    const ButtonLook look{.fill = theme::white, .chosen = chosen};
    if (ui.button("look-at-ports", ui.text("settings.look-again"), !frame.answers.looking_at_ports, look))
        ui.command(LookAtPorts{});
}

void draw_sum(const Ui& ui, const Answers& answers) {
    const auto shut = std::ranges::count(answers.ports, false, &PortLine::usable);
    std::string text = ui.text(answers.looking_at_ports ? TextKey("settings.looking") : TextKey("settings.all-usable"));
    if (!answers.looking_at_ports && shut > 0) text = filled("settings.unusable", ui.language(), {std::to_string(shut)});
    if (!answers.looking_at_ports && answers.ports.empty()) return;
    if (flow(ui.width_of(Type::body, text))) ImGui::AlignTextToFramePadding();
    const Ink ink(shut > 0 && !answers.looking_at_ports ? theme::fail : theme::ink);
    ui.wrapped("ports-sum", Type::body, text);
}

/// `Канал занят другим процессом. Закройте программу, названную в сообщении (E-104: /dev/ttyUSB6 is held by ...)`.
std::string port_problem(const PortLine& port, Language language) {
    const auto words = code_text(port.code, language);
    return fmt::format("{}. {} ({}: {})", words.what, words.action, port.code, port.detail);
}

void draw_port(const Ui& ui, const Frame& frame, std::size_t i) {
    const auto& port = frame.answers.ports[i];
    const auto state = port.usable() ? std::string(ui.text("settings.usable")) : port_problem(port, ui.language());
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    const bool has_keyboard = frame.view.settings_focus == SettingsFocus::ports;
    const bool chosen = has_keyboard && frame.view.settings_port == static_cast<int>(i);
    if (choosable_row(ui, fmt::format("port-{}", i), fmt::format("{} {}", port.address, state), chosen)) {
        frame.view.settings_port = static_cast<int>(i);
        frame.view.settings_focus = SettingsFocus::ports;
    }
    badge(ui, port.usable() ? "✓" : "✗", port.usable() ? theme::pass : theme::fail, theme::white);
    cell(ui, Type::small, port.site == 0 ? ui.text("settings.shared") : std::to_string(port.site));
    cell(ui, Type::small, channel_name(port.channel, ui.language()));
    cell(ui, Type::small, port.address, theme::faint_ink);
}

/// `moved`: another port has been chosen.
void draw_list(const Ui& ui, const Frame& frame, float height, bool moved) {
    const Panel panel(ui, "ports-list", {.height = height});
    const Table table(ui, "ports", {{.width = 26}, {.title = ui.text("settings.port-site"), .width = 84},
                                    {.title = ui.text("settings.channel")},
                                    {.title = ui.text("settings.address"), .weight = 1.5F}});
    if (!table) return;
    const float row = row_height(ui, Type::small);
    if (moved) keep_in_sight(frame.view.settings_port, row);
    draw_visible_rows(frame.answers.ports.size(), row, [&](std::size_t i) { draw_port(ui, frame, i); });
}

void draw_problem(const Ui& ui, const PortLine& port, std::size_t i) {
    badge(ui, "✗", theme::fail, theme::white);
    const auto site = port.site == 0 ? std::string() : fmt::format("{} {}, ", ui.text("settings.port-site"), port.site);
    ui.wrapped(fmt::format("port-problem-{}", i), Type::body,
               fmt::format("{}{}: {}", site, channel_name(port.channel, ui.language()), port_problem(port, ui.language())));
}

/// What is wrong with the ports that cannot be opened; it has the room that it needs. The chosen port's comes in sight.
void draw_problems(const Ui& ui, const Frame& frame, bool moved) {
    const auto& ports = frame.answers.ports;
    for (std::size_t i = 0; i < ports.size(); ++i) {
        if (ports[i].usable()) continue;
        draw_problem(ui, ports[i], i);
        if (moved && frame.view.settings_port == static_cast<int>(i)) ImGui::SetScrollHereY();
    }
}

}  // namespace

void draw_settings_ports(const Ui& ui, const Frame& frame) {
    draw_look_again(ui, frame);
    draw_sum(ui, frame.answers);
    const int chosen = frame.view.settings_port;
    const bool moved = std::exchange(cache_of(frame.view).port_seen, chosen) != chosen;
    const bool all_usable = std::ranges::all_of(frame.answers.ports, &PortLine::usable);
    draw_list(ui, frame, all_usable ? 0 : ImGui::GetContentRegionAvail().y * 0.55F, moved);
    if (all_usable) return;
    const Panel panel(ui, "port-problems", {});
    draw_problems(ui, frame, moved);
}

}  // namespace stapel::app
