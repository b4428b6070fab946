#pragma once

#include "station/run/label.hpp"

#include <string>

namespace stapel::app {

/// What a module is called and asked for by: its serial, else its IMEI, else its ICCID. Of whatever has these three.
template <typename Known = run::Label>
[[nodiscard]] std::string key_of(const Known& module) {
    if (!module.serial.empty()) return module.serial;
    return module.imei.empty() ? module.iccid : module.imei;
}

}  // namespace stapel::app
