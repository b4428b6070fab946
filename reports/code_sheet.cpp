#include "reports/code_sheet.hpp"

#include "reports/bar_code.hpp"

#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <cairo-pdf.h>

#include <filesystem>
#include <memory>
#include <stdexcept>

namespace stapel::reports {
namespace {

constexpr double mm = 72 / 25.4;  // PDF counts in points
constexpr double page_width = 210, page_height = 297, margin = 20;
constexpr double module_width = 0.4, bar_height = 16, row_height = 46, first_row = 58;

struct Delete {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(PangoFontMap* fonts) const { g_object_unref(fonts); }
    void operator()(PangoContext* context) const { g_object_unref(context); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

struct TextAt {
    double x = margin, y = 0;  ///< mm
    const char* font = "DejaVu Sans 11";
};

void write(cairo_t& cairo, const std::string& text, const TextAt& at) {
    // fonts of its own, given back at once: those that Pango keeps for a thread outlive it
    const std::unique_ptr<PangoFontMap, Delete> fonts(pango_cairo_font_map_new());
    const std::unique_ptr<PangoContext, Delete> context(pango_font_map_create_context(fonts.get()));
    pango_cairo_update_context(&cairo, context.get());
    const std::unique_ptr<PangoLayout, Delete> layout(pango_layout_new(context.get()));
    const std::unique_ptr<PangoFontDescription, Delete> font(pango_font_description_from_string(at.font));
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), static_cast<int>((page_width - at.x - margin) * mm * PANGO_SCALE));
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    cairo_move_to(&cairo, at.x * mm, at.y * mm);
    pango_cairo_show_layout(&cairo, layout.get());
}

void draw_bars(cairo_t& cairo, const std::vector<bool>& modules, double x, double y) {
    for (std::size_t i = 0; i < modules.size(); ++i) {
        if (!modules[i]) continue;
        std::size_t end = i;
        while (end < modules.size() && modules[end]) ++end;
        cairo_rectangle(&cairo, (x + static_cast<double>(i) * module_width) * mm, y * mm,
                        static_cast<double>(end - i) * module_width * mm, bar_height * mm);
        i = end;
    }
    cairo_fill(&cairo);
}

void draw(cairo_t& cairo, const SheetPage& page) {
    write(cairo, page.title, {.y = 18, .font = "DejaVu Sans Bold 18"});
    write(cairo, page.hint, {.y = 31});
    double y = first_row;
    for (const auto& code : page.codes) {
        write(cairo, code.caption, {.y = y, .font = "DejaVu Sans Bold 13"});
        draw_bars(cairo, code_128(code.text), margin, y + 9);
        write(cairo, code.text, {.y = y + 9 + bar_height + 2, .font = "DejaVu Sans Mono 11"});
        y += row_height;
    }
    cairo_show_page(&cairo);
}

void check(cairo_status_t status, const std::string& file) {
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(fmt::format("{}: the sheet of bar codes cannot be written: {}", file,
                                             cairo_status_to_string(status)));
}

void draw_all(const std::string& file, const std::vector<SheetPage>& pages) {
    const std::unique_ptr<cairo_surface_t, Delete> surface(
        cairo_pdf_surface_create(file.c_str(), page_width * mm, page_height * mm));
    const std::unique_ptr<cairo_t, Delete> cairo(cairo_create(surface.get()));
    for (const auto& page : pages) draw(*cairo, page);
    cairo_surface_finish(surface.get());
    check(cairo_status(cairo.get()), file);
    check(cairo_surface_status(surface.get()), file);
}

}  // namespace

void write_code_sheet(const std::string& pdf_file, const std::vector<SheetPage>& pages) {
    const std::string part = pdf_file + ".part";
    std::error_code ignored;
    try {
        draw_all(part, pages);
        std::filesystem::rename(part, pdf_file);
    } catch (...) {
        std::filesystem::remove(part, ignored);
        throw;
    }
}

}  // namespace stapel::reports
