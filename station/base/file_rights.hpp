#pragma once

#include <string>

namespace stapel {

// Who may do what with a file. Of a file that is not there nothing is said against.

/// Nobody but its owner may read or write it (mode 0600).
[[nodiscard]] bool is_private(const std::string& file);
/// Others than its owner may write it.
[[nodiscard]] bool others_may_write(const std::string& file);

}  // namespace stapel
