#pragma once

#include "reports/code_sheet.hpp"
#include "ui/app/model/view.hpp"

#include <vector>

namespace stapel::app {

/// The command bar codes as they are printed: for the chosen site, then a page a site where there are several.
[[nodiscard]] std::vector<reports::SheetPage> command_sheet(Language language, int sites);

}  // namespace stapel::app
