#pragma once

#include "ui/app/look/texts.hpp"

#include <span>
#include <string_view>

namespace stapel::app {

/// A button of the jig driven by hand.
struct JigButton {
    std::string_view name;  ///< of its widget: `manual-output-on`
    TextKey label;
    std::string_view message;  ///< SCPI (DESIGN 5)
};

/// Buttons that set or ask one thing.
struct JigRow {
    TextKey label;
    std::span<const JigButton> buttons;
};

[[nodiscard]] std::span<const JigRow> jig_rows();

}  // namespace stapel::app
