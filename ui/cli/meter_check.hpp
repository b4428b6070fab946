#pragma once

#include "ui/cli/commands.hpp"

namespace stapel::cli {

/// `stapel module meter-check`: is a meter's port as its module needs it [M 6.1].
void add_meter_check(session::Command& module);

}  // namespace stapel::cli
