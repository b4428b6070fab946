#include "ui/app/screens/engineer_parts.hpp"
#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/record_text.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <string>
#include <vector>

namespace stapel::app {
namespace {

// The first in the queue holds it.
std::string told(const Ui& ui, const run::LeaseHolder& who, bool holds) {
    return filled(holds ? TextKey("leases.holds") : TextKey("leases.waits"), ui.language(),
                  {std::to_string(who.site), known(who.reason)});
}

void draw_row(const Ui& ui, const std::string& instrument, const std::string& text, std::string_view name) {
    ImGui::TableNextRow();
    cell(ui, Type::small, instrument);
    cell(ui, Type::small, text);
    ui.note(name, text);
}

void draw_queue(const Ui& ui, const InstrumentQueue& line) {
    const auto name = channel_name(line.instrument, ui.language());
    if (line.queue.empty()) draw_row(ui, name, ui.text("leases.free"), "lease-" + line.instrument);
    for (std::size_t i = 0; i < line.queue.size(); ++i)
        draw_row(ui, i == 0 ? name : "", told(ui, line.queue[i], i == 0),
                 i == 0 ? "lease-" + line.instrument : fmt::format("lease-{}-{}", line.instrument, i));
}

}  // namespace

void draw_leases(const Ui& ui, const std::vector<InstrumentQueue>& instruments) {
    {
        const Ink ink(theme::faint_ink);
        ui.fitted("", Type::small, ui.text("engineer.keys-pane"), ImGui::GetContentRegionAvail().x);
    }
    if (instruments.empty()) return ui.wrapped("leases-none", Type::small, ui.text("leases.none"));
    std::vector<std::string> names;
    for (const auto& line : instruments) names.push_back(channel_name(line.instrument, ui.language()));
    const Table table(ui, "leases", {{.width = column_width(ui, Type::small, names)}, {}});
    if (!table) return;
    for (const auto& line : instruments) draw_queue(ui, line);
}

}  // namespace stapel::app
