#pragma once

#include "ui/app/model/snapshot.hpp"

#include <string>
#include <vector>

namespace stapel::session {
class Session;
}

namespace stapel::app {

struct PlannedStep {
    std::string id, kind;
};

/// What a board shows that never changes while a station works.
struct BoardSetup {
    Work work;
    std::vector<PlannedStep> steps;  ///< of setup, main and teardown, in this order
    std::vector<int> sites;          ///< their numbers, ascending
};

[[nodiscard]] BoardSetup board_setup(const session::Session& session);

}  // namespace stapel::app
