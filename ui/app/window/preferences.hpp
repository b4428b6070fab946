#pragma once

#include "ui/app/model/view.hpp"

#include <string>
#include <vector>

namespace stapel::app {

/// `stapel/window.yaml` under `$XDG_CONFIG_HOME` (`~/.config`).
[[nodiscard]] std::string preferences_file();

struct KeptPreferences {
    Preferences preferences;
    std::vector<std::string> problems;  ///< `FILE:LINE:COL: warning: ...`; what they are about is as without a file
};
/// A file that is not there is none to complain about.
[[nodiscard]] KeptPreferences read_preferences(const std::string& file);

/// Replaces the file as a whole, its folder is made when there is none. Why that could not be done; empty when it was.
[[nodiscard]] std::string keep_preferences(const std::string& file, const Preferences& preferences);

}  // namespace stapel::app
