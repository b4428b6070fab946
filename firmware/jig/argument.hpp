#pragma once

#include "firmware/jig/commands.hpp"
#include "firmware/jig/status.hpp"
#include "firmware/jig/text.hpp"

#include <stdint.h>

namespace stapel::firmware::jig {

/// A command's argument as its handler gets it (`Call::value`), or the error that it is.
struct Value {
    const Error* error = nullptr;  ///< null = none
    int64_t value = 0;
};

/// Reads a command's argument: -108 too many, -109 missing, -104 of another type, -222 out of range, -224 not in the
/// list. Numbers may be `MINimum`, `MAXimum`, `DEFault` too.
[[nodiscard]] Value parse_argument(const Argument& expected, Text text);

/// `MINimum`, `MAXimum` or `DEFault` of a number; -104 when it is none of them.
[[nodiscard]] Value named_limit(const NumberRule& rule, Text text);

}  // namespace stapel::firmware::jig
