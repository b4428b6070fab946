#pragma once

#include "ui/app/screens/screens.hpp"

namespace stapel::app {

/// The station's ports: which can be opened, and what to do about the others. Fills what is left of its panel.
void draw_settings_ports(const Ui& ui, const Frame& frame);

}  // namespace stapel::app
