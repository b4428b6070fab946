#include "ui/app/screens/engineer_parts.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/screen_cache.hpp"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <string>

namespace stapel::app {
namespace {

struct LevelChoice {
    LogLevel level;
    const char* name;
    TextKey label;
};

constexpr std::array levels{LevelChoice{LogLevel::info, "log-info", "engineer.level-info"},
                            LevelChoice{LogLevel::warning, "log-warning", "engineer.level-warning"},
                            LevelChoice{LogLevel::error, "log-error", "engineer.level-error"}};

LogQuery query_of(const View& view) {
    auto query = parse_log_query(view.log_filter);
    query.least = std::max(query.least, view.log_level);
    if (view.log_of_chosen_site && !query.site) query.site = view.chosen_site;
    return query;
}

void draw_filter(const Ui& ui, View& view) {
    ImGui::PushFont(ui.font(Type::small));
    ImGui::SetNextItemWidth(-1);
    take_keyboard(view, EngineerPane::log);
    ImGui::InputTextWithHint("##log-filter", ui.text("engineer.filter-hint"), &view.log_filter);
    ui.note("log-filter", view.log_filter);
    if (ImGui::IsItemActivated()) view.engineer_pane = EngineerPane::log;
    ImGui::PopFont();
}

void draw_choices(const Ui& ui, View& view) {
    for (const auto& [level, name, label] : levels)
        if (tab(ui, name, ui.text(label), view.log_level == level, level == LogLevel::info)) view.log_level = level;
    const auto site = filled("engineer.chosen-site", ui.language(), {std::to_string(view.chosen_site)});
    if (tab(ui, "log-site", site, view.log_of_chosen_site, false)) view.log_of_chosen_site = !view.log_of_chosen_site;
}

void draw_count(const Ui& ui, std::size_t found, std::size_t all) {
    const auto shown = [&](std::size_t count) { return number(static_cast<double>(count), 0, ui.language()); };
    const auto text = filled("engineer.lines", ui.language(), {shown(found), shown(all)});
    (void)flow(ui.width_of(Type::small, text));
    const Ink ink(theme::faint_ink);
    ui.label("log-count", Type::small, text);
}

std::string level_word(const std::string& level, Language language) {
    const auto key = TextKey::find("level." + level);
    return key ? std::string(key->in(language)) : level;
}

Rgb ink_of(const LogLine& line) {
    if (line.level == "error") return theme::fail_ink;
    return line.level == "info" ? theme::faint_ink : theme::ink;
}

void draw_line(const Ui& ui, const LogLine& line, std::size_t row) {
    ImGui::TableNextRow();
    cell(ui, Type::small, clock_time(line.time), theme::faint_ink);
    cell(ui, Type::small, level_word(line.level, ui.language()), ink_of(line));
    cell(ui, Type::small, line.site ? fmt::format("#{}", *line.site) : "", theme::faint_ink);
    cell(ui, Type::small, line.text);
    ui.note(fmt::format("log-{}", row), line.text);
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", line.text.c_str());
}

void draw_lines(const Ui& ui, const std::vector<LogLine>& log, const std::vector<std::size_t>& found) {
    const auto word = [&](const char* level) { return level_word(level, ui.language()); };
    const float words = column_width(ui, Type::small, {word("info"), word("warning"), word("error"), word("manual")});
    const Table table(ui, "log", {{.width = 76}, {.width = words}, {.width = 36}, {}});
    if (!table) return;
    draw_visible_rows(found.size(), row_height(ui, Type::small), [&](std::size_t i) { draw_line(ui, log[found[i]], i); });
    follow_end();
}

}  // namespace

void draw_log(const Ui& ui, const Frame& frame) {
    draw_filter(ui, frame.view);
    const auto& found = cache_of(frame.view).log_matches.of(frame.snapshot.log, query_of(frame.view));
    draw_choices(ui, frame.view);
    draw_count(ui, found.size(), frame.snapshot.log->size());
    if (!found.empty()) return draw_lines(ui, *frame.snapshot.log, found);
    const Ink ink(theme::faint_ink);
    ui.label("log-empty", Type::body, ui.text("engineer.no-log"));
}

}  // namespace stapel::app
