#pragma once

#include "firmware/module/cosem_answer.hpp"

namespace stapel::firmware {

// What the objects of a SPODES meter say (protocols 2.8). `data` is what a get brought. Texts fit into `room` with the
// zero at their end or are not taken; false leaves nothing behind.

/// The meter's type as one word: its first one, with `?` for every character that is not ASCII.
bool read_type(Slice data, char* into, size_t room);
/// The serial number, a text or a number.
bool read_serial(Slice data, char* into, size_t room);

/// The scaler of a register of energy in watt hours; false for any other unit.
bool read_scaler(Slice data, int& scaler);
/// A register's value in kWh, with all digits that the meter gave.
bool read_energy(Slice data, int scaler, char* into, size_t room);

}  // namespace stapel::firmware
