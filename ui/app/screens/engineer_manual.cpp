#include "ui/app/look/keys.hpp"
#include "ui/app/screens/engineer_commands.hpp"
#include "ui/app/screens/engineer_parts.hpp"
#include "ui/app/screens/engineer_talk.hpp"
#include "ui/app/screens/parts.hpp"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <string>
#include <utility>

namespace stapel::app {
namespace {

constexpr std::size_t talk_length = 60;
constexpr float label_margin = 8, button_side = 5, button_top = 3, between = 4, least_pair = 480;  // at 100 %

/// One frame's jig driven by hand.
struct Drawn {
    const Ui& ui;
    const Frame& frame;
    const SiteSnapshot& site;
    bool manual = site.state == SiteState::manual;

    void send(std::string message) const {
        if (message.empty()) return;
        remember_sent(frame.view.manual_talk, {frame.snapshot.utc, site.site, message});
        ui.command(ManualSend{site.site, std::move(message)});
    }

    void mark() const {
        ImGui::PushFont(ui.font(Type::small));
        badge(ui, "!", manual ? theme::trouble : theme::empty, theme::trouble_ink);
        ImGui::PopFont();
        ui.wrapped("manual-mark", Type::small, ui.text("manual.mark"));
    }

    void begin_or_end() const {
        const bool begins = control_held() && key_pressed(Key::insert), ends = control_held() && key_pressed(Key::delete_);
        const bool may_begin = !manual && site.state != SiteState::running;
        const auto label = ui.text(manual ? TextKey("manual.end") : TextKey("manual.begin"));
        const ButtonLook look{.type = Type::small, .fill = theme::white};
        (void)flow(ui.width_of(look.type, label) + 2 * ImGui::GetStyle().FramePadding.x);
        if (manual) {
            if (ui.button("manual-end", label, true, look) || ends) ui.command(ManualEnd{site.site});
        } else if (ui.button("manual-begin", label, may_begin, look) || (begins && may_begin)) {
            ui.command(ManualBegin{site.site});
        }
    }

    void jig_state() const {
        const auto& jig = site.jig;
        const auto word = [&](bool on, TextKey yes, TextKey no) { return ui.text(on ? yes : no); };
        const auto text = jig.answers ? fmt::format("{}, {}, {}", word(jig.lid_closed, "manual.lid-closed", "manual.lid-open"),
                                                    word(jig.occupied, "manual.nest-full", "manual.nest-empty"),
                                                    word(jig.output, "manual.output-on", "manual.output-off"))
                                      : std::string(ui.text("manual.silent"));
        ui.fitted("manual-jig", Type::small, text, ImGui::GetContentRegionAvail().x);
    }

    [[nodiscard]] float label_room() const {
        float widest = 0;
        for (const auto& one : jig_rows()) widest = std::max(widest, ui.width_of(Type::small, ui.text(one.label)));
        return widest + ui.px(label_margin);
    }

    // Buttons that find no room go on below the first.
    void row(const JigRow& row) const {
        const float padding = 2 * ImGui::GetStyle().FramePadding.x;
        const float left = ImGui::GetCursorPosX() + label_room();
        ImGui::AlignTextToFramePadding();
        ui.label("", Type::small, ui.text(row.label));
        ImGui::SameLine(0, 0);
        for (const auto& button : row.buttons) {
            if (&button != row.buttons.data()) (void)flow(ui.width_of(Type::small, ui.text(button.label)) + padding);
            ImGui::SetCursorPosX(std::max(ImGui::GetCursorPosX(), left));
            if (ui.button(button.name, ui.text(button.label), manual, {.type = Type::small})) send(std::string(button.message));
        }
    }

    // Rows stand in pairs where there is room; those of on and off always.
    void rows() const {
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(between), ui.px(between)});
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(button_side), ui.px(button_top)});
        const float half = ImGui::GetContentRegionAvail().x / 2;
        const auto all = jig_rows();
        for (std::size_t i = 0; i < all.size(); ++i) {
            const bool in_pair = i % 2 == 1 && (half >= ui.px(least_pair) || i < 4);
            if (in_pair) ImGui::SameLine(ImGui::GetCursorStartPos().x + half);
            const Group group;
            row(all[i]);
        }
        ImGui::PopStyleVar(2);
    }

    void message() const {
        auto& typed = frame.view.manual_message;
        ImGui::PushFont(ui.font(Type::fixed));
        ImGui::BeginDisabled(!manual);
        ImGui::SetNextItemWidth(-1);
        take_keyboard(frame.view, EngineerPane::manual);
        const auto hint = ui.text(manual ? TextKey("manual.message") : TextKey("manual.take-first"));
        if (ImGui::InputTextWithHint("##manual-message", hint, &typed, ImGuiInputTextFlags_EnterReturnsTrue)) {
            send(std::exchange(typed, {}));
            ImGui::SetKeyboardFocusHere(-1);
        }
        ui.note("manual-message", typed, manual);
        if (ImGui::IsItemActivated()) frame.view.engineer_pane = EngineerPane::manual;
        ImGui::EndDisabled();
        ImGui::PopFont();
    }

    void talk() const {
        const auto lines = talk_of(*frame.snapshot.log, frame.view.manual_talk, site.site, talk_length);
        if (lines.empty()) return;
        const Table table(ui, "talk", {{.width = 78}, {.width = 16}, {}}, {.least = 1});
        if (!table) return;
        for (const auto& line : lines) {
            ImGui::TableNextRow();
            cell(ui, Type::small, clock_time(line.time), theme::faint_ink);
            cell(ui, Type::fixed, line.sent ? "→" : "←", theme::faint_ink);
            cell(ui, Type::fixed, line.text, line.sent ? theme::faint_ink : theme::ink);
        }
        follow_end();
    }
};

}  // namespace

void draw_manual(const Ui& ui, const Frame& frame, const SiteSnapshot& site) {
    const Drawn drawn{.ui = ui, .frame = frame, .site = site};
    ImGui::AlignTextToFramePadding();
    ui.label("manual-site", Type::body, filled("site.title", ui.language(), {std::to_string(site.site)}));
    drawn.begin_or_end();
    drawn.mark();
    drawn.jig_state();
    drawn.rows();
    drawn.message();
    drawn.talk();
}

}  // namespace stapel::app
