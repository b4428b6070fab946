#pragma once

#include "ui/cli/commands.hpp"

#include <map>
#include <string>

namespace stapel::cli {

/// `key: value` lines of a settings file, all known and checked.
struct SettingsFile {
    std::map<std::string, std::string> settings;
    std::string current_password;
};
/// Reads a settings file for sending; prints what is wrong with it. Secrets are looked up in `secrets_file`.
/// `UsageError` when a secret is not there or does not fit its setting.
[[nodiscard]] bool read_settings_file(const std::string& file, const std::string& secrets_file, SettingsFile& into);

// The subcommands of `stapel module`, by file.
[[nodiscard]] Status check_settings_file(const std::string& file);
[[nodiscard]] Status encode_settings_file(const std::string& file, const std::string& secrets_file);
[[nodiscard]] Status print_setting_keys(bool json);
/// A message, an answer, or a SLIP frame around one; blanks between digits are ignored.
[[nodiscard]] Status decode_settings(const std::string& hex, bool json);

/// How a module's meter port is reached.
struct PortOptions {
    std::string port, password = "12345678";
    bool extended = false, json = false;
    int wait_s = 20;  ///< for the answer to a text command
};
[[nodiscard]] Status show_module_status(const PortOptions& options);
/// Command lines come from standard input.
[[nodiscard]] Status send_module_text(const PortOptions& options);

}  // namespace stapel::cli
