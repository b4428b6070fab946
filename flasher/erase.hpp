#pragma once

#include "flasher/bootloader.hpp"

#include <vector>

namespace stapel::flasher {

/// What of a chip is to be blank, and what is known of it.
struct Blanking {
    std::vector<std::uint32_t> units;  ///< ascending
    bool trust_blank = true;  ///< units that are proven blank, by the ROM's checksum or by reading, are left alone: factory-new chips are
};

/// Makes the units blank, one by one; how many were erased. The lowest goes first: with it the vector table, so that a
/// chip that loses its supply in between starts nothing.
int erase_units(Bootloader& rom, const Blanking& blanking);

/// Makes the whole flash blank, with mass erase or unit by unit, whichever the chip does faster; how many were erased.
int erase_chip(Bootloader& rom);

}  // namespace stapel::flasher
