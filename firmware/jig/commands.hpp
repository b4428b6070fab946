#pragma once

#include "firmware/jig/jig.hpp"

#include <stddef.h>
#include <stdint.h>

namespace stapel::firmware::jig {

enum class ArgumentKind : uint8_t { none, number, boolean, keyword };

/// What a number may be, in thousandths of its unit.
struct NumberRule {
    int64_t min = 0, max = 0, fallback = 0;
    const char* unit = "";
};

/// A command's one argument.
struct Argument {
    ArgumentKind kind = ArgumentKind::none;
    NumberRule number{};
    const char* const* keywords = nullptr;
    size_t keyword_count = 0;
};

/// What a handler works with. `value`: thousandths of the unit, 0 or 1, or the keyword's index.
struct Call {
    Jig& jig;
    Session& session;
    Answer& answer;
    int64_t value = 0;
};

using Handler = void (*)(Call& call);

/// One line of the command table. A form that does not exist has no handler.
struct Command {
    const char* pattern;  ///< `OUTPut[:STATe]`: short form in capitals, optional nodes in brackets
    Argument argument;
    Handler set;
    Handler query;
};

struct CommandTable {
    const Command* begin;
    size_t size;
};

/// Every command that the jig knows.
[[nodiscard]] CommandTable all_commands();

}  // namespace stapel::firmware::jig
