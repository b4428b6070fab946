#pragma once

#include "firmware/jig/text.hpp"

namespace stapel::firmware::jig {

/// Is `word` the long or the short form of `mnemonic`, in any case? `VOLTage` is `VOLT` and `VOLTAGE`, not `VOLTA`
/// (SCPI-99 volume 1, 6.2.1).
[[nodiscard]] bool is_mnemonic(Text mnemonic, Text word);

/// Does a header (from the root, without leading colon and question mark) fit a pattern such as `OUTPut[:STATe]`?
/// Nodes in brackets may be left out.
[[nodiscard]] bool fits(Text pattern, Text header);

}  // namespace stapel::firmware::jig
