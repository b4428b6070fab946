#pragma once

#include "fixtures/module/status.hpp"

#include <string>

namespace stapel::cli {

/// One line a field, the display's eight fields with their meanings; ends with a line feed.
[[nodiscard]] std::string module_status_text(const module::Status& status);

/// One JSON object; null = the module did not tell. Ends with a line feed.
[[nodiscard]] std::string module_status_json(const module::Status& status);

}  // namespace stapel::cli
