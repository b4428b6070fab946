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
    one_bad,   ///< one copy blank or damaged: taken from the other
    both_bad,  ///< no good copy, and not both blank: factory settings
};

/// Reads the newer good copy and writes the other one anew from it where that is blank, damaged or older; being older
/// (the power went between the two writes) is no fault: `good`. Without a good copy nothing is written: what is there
/// stays as evidence until settings are saved.
[[nodiscard]] StoreHealth load(const Hal& hal, const Board& board, Stored& stored);

/// As `load`, but writes nothing.
[[nodiscard]] StoreHealth peek(const Hal& hal, const Board& board, Stored& stored);

/// Writes both copies, the one that is not the newest good one first, and reads each back: a power cut at any byte
/// leaves the old or the new. False when no copy could be written.
bool save(const Hal& hal, const Board& board, const Stored& stored);

}  // namespace stapel::firmware
