#pragma once

#include <stop_token>

namespace stapel::session {

/// Fires at SIGINT, SIGTERM or SIGHUP. The first call must come before any other thread starts: it keeps them from
/// all of them. Further signals change nothing.
[[nodiscard]] std::stop_token stop_on_signals();

}  // namespace stapel::session
