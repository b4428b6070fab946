#pragma once

#include "ui/app/look/texts.hpp"
#include "ui/app/model/command.hpp"
#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/view.hpp"

#include <string_view>
#include <vector>

namespace stapel::app {

/// What the keys F1 to F12 are for, in their order.
enum class KeyUse { help, operator_, site, engineer, start, stop, stop_all, acknowledge, history, settings, scrap, language };

struct FunctionKey {
    int number = 0;         ///< 1: F1
    std::string_view name;  ///< of its widget: `start`
    TextKey label;          ///< on the key
    TextKey meaning;        ///< in the help
    KeyUse use = KeyUse::help;
    bool in_kiosk = true;
};

/// Those that there are now: a kiosk has no keys for other screens, nor for what is no operator's work.
[[nodiscard]] std::vector<FunctionKey> function_keys(const View& view);

/// False while pressing it would do nothing.
[[nodiscard]] bool is_enabled(const FunctionKey& key, const Snapshot& snapshot, const View& view);
/// Its screen, or what it shows, is on.
[[nodiscard]] bool is_on(const FunctionKey& key, const View& view);

/// What the key does, whether it is pressed or clicked: a change of the view, or a command.
[[nodiscard]] Commands press(const FunctionKey& key, const Snapshot& snapshot, View& view);

}  // namespace stapel::app
