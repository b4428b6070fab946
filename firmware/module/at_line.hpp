#pragma once

#include "firmware/module/characters.hpp"

namespace stapel::firmware {

/// A line of the transceiver while it arrives; what is longer than a message of the SIM in hex is cut off.
struct AtLine {
    char text[360];
    size_t length;
    bool ended;
};

/// True when the byte ends a line that has a character. Zeros are dropped (protocols 3.1).
bool take(AtLine& line, uint8_t byte);
[[nodiscard]] inline Slice text_of(const AtLine& line) { return {line.text, line.length}; }

[[nodiscard]] bool begins(Slice text, const char* prefix);
/// A field of `+NAME: field,"field",...`, from 0, without its quotes; empty when there are fewer.
[[nodiscard]] Slice field_of(Slice line, int index);
/// Copies what fits, and ends it with a zero.
void copy_text(char* into, size_t room, Slice text);

}  // namespace stapel::firmware
