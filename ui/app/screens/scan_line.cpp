#include "ui/app/screens/bars.hpp"
#include "ui/app/screens/paint.hpp"
#include "ui/app/screens/screens.hpp"

#include <string>

namespace stapel::app {
namespace {

// At 100 %.
constexpr float padding = 4, side = 12;

}  // namespace

float scan_line_height(const Ui& ui) { return line_height(ui, Type::body) + 2 * ui.px(padding); }

void draw_scan_line(const Ui& ui, const Frame& frame) {
    Box line = room_left();
    line.cut_left(ui.px(side));
    line.cut_right(ui.px(side));
    const std::string title = ui.text("scan.title");
    const Box name = line.cut_left(ui.width_of(Type::body, title) + ui.px(side));
    paint(ui, name, {Type::body, theme::faint_ink}, title);
    const auto& typed = frame.view.scan;
    const auto shown = typed.empty() ? std::string(ui.text("scan.empty")) : typed + "_";
    paint(ui, line, {Type::body, typed.empty() ? theme::faint_ink : theme::ink}, shown);
    note_box(ui, "scan", line, typed);
}

}  // namespace stapel::app
