#pragma once

#include <stop_token>
#include <string>

namespace stapel::app {

/// Tells a trouble where no window can be drawn, with what the desktop has for that; blocks until somebody has seen it. A
/// `stop` ends the program at once: nothing is under way.
void show_message_box(const std::string& message, const std::stop_token& stop);

}  // namespace stapel::app
