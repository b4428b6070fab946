#pragma once

#include "station/records/reader.hpp"

namespace stapel::cli {

/// The entries of a tape as JSON Lines.
void print_tape(const records::KeptTape& tape);

/// The frames on a tape, one a line, in words or as JSON Lines.
void print_frames(const records::KeptTape& tape, bool json);

}  // namespace stapel::cli
