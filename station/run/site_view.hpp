#pragma once

#include "station/run/jig_thread.hpp"
#include "station/run/label.hpp"

#include <optional>
#include <string>

namespace stapel::run {

/// What a site is doing.
enum class Phase {
    waiting,         ///< for its lid, the start button or `start_run`
    running,
    unacknowledged,  ///< nothing begins before a person has acknowledged the last verdict
    manual,          ///< an engineer drives the jig by hand
    ended,           ///< nothing begins here any more
};

/// A site at one moment.
struct SiteView {
    int site = 0;
    Phase phase = Phase::waiting;
    JigState jig{};
    bool jig_away = false;              ///< it was looked for and does not answer
    Label label{};                      ///< as scanned, of the module whose run is under way; empty when none was
    std::optional<Label> next_label{};  ///< scanned, its run has not begun
    std::string waits_for{};            ///< the shared instrument that its step waits for; empty when for none
};

}  // namespace stapel::run
