#pragma once

#include "ui/app/model/command.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace stapel::app {

/// A scanned text without the spaces around it, in capitals: a keyboard's Caps Lock changes no code.
[[nodiscard]] std::string tidied(std::string_view scanned);

/// What a command bar code of `command_codes` commands. None when it is no such code; `text` is tidied.
[[nodiscard]] std::optional<Command> command_of_code(std::string_view text);

}  // namespace stapel::app
