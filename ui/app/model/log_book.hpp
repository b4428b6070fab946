#pragma once

#include "station/run/events.hpp"
#include "ui/app/model/snapshot.hpp"

#include <memory>
#include <vector>

namespace stapel::app {

/// The log of the engineer's view: what the station logs, and what a run's events tell about trouble, newest last.
class LogBook {
public:
    static constexpr std::size_t most_lines = 5000;

    /// True when it made a line.
    bool hear(const run::Event& event);
    /// The same object as before while no line came.
    [[nodiscard]] std::shared_ptr<const std::vector<LogLine>> lines();

private:
    std::shared_ptr<const std::vector<LogLine>> shown_ = std::make_shared<const std::vector<LogLine>>();
    std::vector<LogLine> fresh_;  ///< since `shown_`
};

}  // namespace stapel::app
