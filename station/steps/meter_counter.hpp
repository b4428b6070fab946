#pragma once

#include "station/steps/meter_play.hpp"

#include <cstddef>
#include <string>

namespace stapel::steps {

/// What `COUNTER` brought back.
struct ToldEnergies {
    std::string total;         ///< in kWh, as the module told it
    std::size_t compared = 0;  ///< values: the total and the tariffs
};

/// Asks the module by `COUNTER` and compares type, serial and energies with the meter's. Digits that were drawn for this
/// run and come back through the module were read by it, not remembered. Failures: `meter_values_differ`, those of
/// `MeterPlay::text`.
[[nodiscard]] ToldEnergies check_energies(MeterPlay& play);

}  // namespace stapel::steps
