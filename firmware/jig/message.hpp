#pragma once

#include "firmware/jig/jig.hpp"
#include "firmware/jig/text.hpp"

namespace stapel::firmware::jig {

/// Carries out one message (IEEE 488.2, 7.1.2), without its line feed: units joined by `;`.
///
/// A header is looked up below the node where the one before it stood, from the root after `;:`; common commands
/// leave that node alone (SCPI-99 volume 1, 6.2.4). A command error (-1xx) drops the rest of the message: what was
/// meant by it is no longer known. Other errors do not.
void execute(Jig& jig, Session& session, Text message);

}  // namespace stapel::firmware::jig
