#pragma once

#include <string_view>

namespace stapel::app {

/// One text of the window in both languages.
struct TextLine {
    std::string_view name, ru, en;
};

}  // namespace stapel::app
