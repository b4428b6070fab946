#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/record_text.hpp"
#include "ui/app/screens/site_parts.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <string>

namespace stapel::app {
namespace {

void draw_run(const Ui& ui, const EarlierRun& run, std::size_t i) {
    const auto look = outcome_look(run.outcome, ui.language());
    const auto code = fmt::format("{} {}", run.code, code_text(run.code, ui.language()).what);
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    badge(ui, look.mark, look.fill, look.ink);
    ui.fitted(fmt::format("earlier-{}", i), Type::small, look.word, ImGui::GetContentRegionAvail().x);
    cell(ui, Type::small, recorded_time_text(run.started_utc, ui.language()));
    cell(ui, Type::small, run.attempt ? fmt::format("№{}", *run.attempt) : known(""));
    cell(ui, Type::small, known(run.failed_step));
    cell(ui, Type::small, run.code.empty() ? known("") : code);
}

}  // namespace

void draw_earlier_runs(const Ui& ui, const SiteSnapshot& site) {
    if (site.earlier.empty()) {
        const Ink ink(theme::faint_ink);
        return ui.wrapped("no-earlier", Type::body, ui.text("site.no-earlier"));
    }
    const Table table(ui, "earlier", {{.title = ui.text("site.outcome"), .width = 130},
                                      {.title = ui.text("site.started"), .width = 175},
                                      {.title = ui.text("site.run"), .width = 70},
                                      {.title = ui.text("site.failed-step")},
                                      {.title = ui.text("site.code"), .weight = 1.6F}});
    if (!table) return;
    draw_visible_rows(site.earlier.size(), row_height(ui, Type::small),
                      [&](std::size_t i) { draw_run(ui, site.earlier[i], i); });
}

}  // namespace stapel::app
