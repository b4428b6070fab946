#pragma once

#include <string>

namespace stapel::app {

/// Hands a file to the machine's default printer by `lp`. False when there is no `lp` or it took nothing. Blocks until `lp` has it.
[[nodiscard]] bool print_file(const std::string& file);

}  // namespace stapel::app
