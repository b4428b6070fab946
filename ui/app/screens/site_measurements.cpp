#include "ui/app/screens/measurement_text.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/site_choice.hpp"
#include "ui/app/screens/site_parts.hpp"

#include <imgui.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace stapel::app {
namespace {

// At 100 %.
constexpr float row = 32, badge_width = 32;
constexpr float largest_share = 0.36F;  // of the table, for one column of words
constexpr int least_rows = 2;

using records::Measurement;

bool has_limits(const Measurement& one) { return one.min || one.max || one.expected; }
bool is_number(const Measurement& one) { return std::holds_alternative<double>(one.value); }
std::string measurement_name_of(const Measurement& one, Language language) { return measurement_name(one.name, language); }

/// One step's measurements as they are drawn in this frame. Columns that would be empty are left out.
class List {
public:
    List(const Ui& ui, const StepLine& step, const Series& series)
        : ui_(ui), step_(step), series_(series), with_limits_(std::ranges::any_of(step.measurements, has_limits)),
          with_series_(std::ranges::any_of(step.measurements, is_number)) {}

    void draw() const {
        const Table table(ui_, "measurements", columns(), {.height = ui_.px(row), .least = least_rows});
        if (!table) return;
        const auto order = failed_first(step_.measurements);
        ImGui::PushFont(ui_.font(Type::body));
        draw_visible_rows(order.size(), ui_.px(row), [&](std::size_t i) { draw_one(step_.measurements[order[i]]); });
        ImGui::PopFont();
    }

private:
    [[nodiscard]] std::vector<Column> columns() const {
        const float most = ImGui::GetContentRegionAvail().x / ui_.px(1) * largest_share;
        const float names = column_for("site.measurement", measurement_name_of), limits = column_for("site.limits", limits_text);
        const float values = column_for("site.value", value_text) + badge_width;
        std::vector<Column> columns{{.title = ui_.text("site.measurement"), .width = std::min(names, most)},
                                    {.title = ui_.text("site.value"), .width = with_series_ ? std::min(values, most) : 0}};
        if (with_limits_) columns.push_back({.title = ui_.text("site.limits"), .width = limits});
        if (with_series_) columns.push_back({.title = ui_.text("site.series")});
        return columns;
    }

    [[nodiscard]] float column_for(TextKey title, std::string (*text_of)(const Measurement&, Language)) const {
        std::vector<std::string> texts{ui_.text(title)};
        for (const auto& one : step_.measurements) texts.push_back(text_of(one, ui_.language()));
        return column_width(ui_, Type::body, texts);
    }

    void draw_one(const Measurement& one) const {
        ImGui::TableNextRow(0, ui_.px(row));
        cell(ui_, Type::body, measurement_name_of(one, ui_.language()));
        draw_value(one);
        if (with_limits_) cell(ui_, Type::body, limits_text(one, ui_.language()), theme::faint_ink);
        if (with_series_) draw_sparkline(ui_, one, earlier(one));
    }

    void draw_value(const Measurement& one) const {
        if (!ImGui::TableNextColumn()) return;
        const bool passed = one.outcome == "pass";
        badge(ui_, passed ? "✓" : "✗", passed ? theme::pass : theme::fail, theme::white);
        ui_.fitted("value-" + one.name, Type::body, value_text(one, ui_.language()), ImGui::GetContentRegionAvail().x);
    }

    [[nodiscard]] const std::vector<double>* earlier(const Measurement& one) const {
        const auto found = series_.find(step_.id + "/" + one.name);
        return found == series_.end() ? nullptr : &found->second;
    }

    const Ui& ui_;
    const StepLine& step_;
    const Series& series_;
    bool with_limits_, with_series_;
};

}  // namespace

void draw_measurements(const Ui& ui, const StepLine& step, const Series& series) { List(ui, step, series).draw(); }

}  // namespace stapel::app
