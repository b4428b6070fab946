#include "ui/app/model/command_sheet.hpp"

#include "ui/app/look/texts.hpp"
#include "ui/app/model/command_codes.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace stapel::app {
namespace {

std::string text(TextKey key, Language language) { return std::string(key.in(language)); }

reports::SheetPage page(Language language, std::string title, const std::string& suffix) {
    reports::SheetPage sheet{.title = std::move(title), .hint = text("help.codes-what", language), .codes = {}};
    for (const auto& code : command_codes) sheet.codes.push_back({text(code.meaning, language), code.code + suffix});
    return sheet;
}

}  // namespace

std::vector<reports::SheetPage> command_sheet(Language language, int sites) {
    std::vector<reports::SheetPage> pages{page(language, text("help.codes", language), "")};
    if (sites == 1) return pages;
    pages[0].hint += " " + text("help.codes-site", language);
    for (int site = 1; site <= sites; ++site)
        pages.push_back(page(language, filled("site.title", language, {std::to_string(site)}), fmt::format("-{}", site)));
    return pages;
}

}  // namespace stapel::app
