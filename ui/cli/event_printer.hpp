#pragma once

#include "station/base/mailbox.hpp"
#include "station/run/events.hpp"

#include <functional>
#include <string>
#include <thread>

namespace stapel::cli {

/// Writes events to standard output in a thread of its own, so that a reader who blocks or goes away never delays a
/// run. Every line is flushed as it is written.
class EventPrinter {
public:
    using Format = std::function<std::string(const run::Event&)>;

    EventPrinter(Format format, const Clock& clock);
    /// Waits at most 2 s for a slow reader, then gives the rest up.
    ~EventPrinter();

    /// Never blocks; any thread.
    void print(run::Event event) { events_.post(std::move(event)); }

private:
    void work(std::stop_token stop);
    /// False when the reader has gone or takes nothing any more.
    [[nodiscard]] bool write_line(std::string line, std::stop_token stop);
    [[nodiscard]] bool out_of_patience(std::stop_token stop);

    Format format_;
    const Clock& clock_;
    Mailbox<run::Event> events_;
    TimePoint end_ = TimePoint::max();  ///< of the patience at the end
    std::jthread thread_;
};

}  // namespace stapel::cli
