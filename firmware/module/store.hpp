#pragma once

#include "firmware/module/hal.hpp"
#include "firmware/module/settings.hpp"

namespace stapel::firmware {

/// What outlives the power: the settings, and which set of settings records of a SIM was applied last.
struct Stored {
    Settings settings;
    uint32_t applied_set;  ///< a hash over records and ICCID; 0 = none yet
};

enum class StoreHealth : uint8_t {
    good,
    blank,     ///< both copies erased: factory settings
    one_bad,   ///< one copy blank, torn or older: taken from the other and mended
    both_bad,  ///< factory settings
};

/// Reads the newer good copy. A copy that is blank, damaged or older is written anew; that alone, being older (the power
/// went between the two writes), is no fault: `good`.
[[nodiscard]] StoreHealth load(const Hal& hal, const Board& board, Stored& stored);

/// Writes both copies, one after the other, and reads them back: a power cut at any byte leaves the old or the new.
/// False when no copy could be written.
bool save(const Hal& hal, const Board& board, const Stored& stored);

}  // namespace stapel::firmware
