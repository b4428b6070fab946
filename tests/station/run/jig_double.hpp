#pragma once

#include "fixtures/transport/stream.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace stapel::test {

/// A jig's controller behind an in-process stream: answers what the test tells it to and remembers what it was told.
/// One message is one line; a line's answers are those of its parts between `;`, joined.
class JigDouble {
public:
    JigDouble();
    ~JigDouble();

    /// The station's end; each call makes a new connection (a jig that was plugged in again).
    [[nodiscard]] std::unique_ptr<transport::Stream> connect();

    /// Sets the answer to a query such as `INP:LID?`.
    void set(const std::string& query, const std::string& answer);
    /// From now on nothing is answered.
    void fall_silent();
    /// All messages so far, in order.
    [[nodiscard]] std::vector<std::string> heard() const;
    [[nodiscard]] bool heard_message(const std::string& message) const;

private:
    void serve(std::stop_token stop, transport::Stream& stream);
    void take(const std::string& line, transport::Stream& stream);

    mutable std::mutex mutex_;
    std::map<std::string, std::string> answers_;
    std::vector<std::string> heard_;
    bool silent_ = false;
    std::vector<std::unique_ptr<transport::Stream>> streams_;
    std::vector<std::jthread> threads_;
};

}  // namespace stapel::test
