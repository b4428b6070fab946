#pragma once

#include "fixtures/transport/file_descriptor.hpp"

#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace stapel::test {

/// The device's end of a channel that the station reaches as a pseudo-terminal.
class PortDouble {
public:
    struct Talk {
        /// What it answers to what has just come.
        std::function<std::string(std::string_view received)> answer = [](std::string_view) { return std::string(); };
        /// What it says by itself, asked every few milliseconds with the station's baud rate.
        std::function<std::string(unsigned baud)> say = [](unsigned) { return std::string(); };
    };

    explicit PortDouble(Talk talk);
    ~PortDouble();
    PortDouble(const PortDouble&) = delete;
    PortDouble& operator=(const PortDouble&) = delete;

    [[nodiscard]] std::string address() const { return "pty:" + name_; }

private:
    void serve(const std::stop_token& stop);
    void send(std::string_view text) const;
    [[nodiscard]] unsigned baud() const;

    Talk talk_;
    transport::FileDescriptor master_, slave_;  ///< the slave is kept open, so that the terminal never hangs up
    std::string name_;
    std::jthread thread_;
};

}  // namespace stapel::test
