#pragma once

#include "firmware/module/module.hpp"

namespace stapel::firmware {

/// A text answer while it is put together, head lines included; what does not fit is cut off.
struct Text {
    char text[320];
    size_t length;
};

enum class TextOutcome : uint8_t {
    silent,       ///< wrong password, or no command at all: no answer
    answered,
    needs_meter,  ///< COUNTER: read the meter, then call `answer_counter`
};

/// Which energies a COUNTER asks for: bit 0 the total, bits 1 to 4 the tariffs.
using Wanted = uint8_t;

/// Carries out one line of text without its CR LF (protocols 5.6, dialect 2) and answers it. Settings are saved before
/// it answers (`ERROR: 05` when that fails). A new MODE, and item 03 in CFG, ask for the restart. `wanted` counts only
/// with `needs_meter`, which leaves the answer empty.
[[nodiscard]] TextOutcome answer_text(Module& module, const char* line, size_t length, Text& answer, Wanted& wanted);

/// The answer to COUNTER; an energy that is empty reads `ERROR`.
void answer_counter(const Module& module, const Energies& energies, Wanted wanted, Text& answer);

}  // namespace stapel::firmware
