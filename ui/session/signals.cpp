#include "ui/session/signals.hpp"

#include <csignal>
#include <thread>

namespace stapel::session {
namespace {

sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);  // the terminal was closed
    return signals;
}

/// Waits for signals as long as the process lives.
void forward(const std::stop_source& source) {
    const auto signals = stop_signals();
    std::thread([source, signals]() mutable {
        while (true) {
            int received = 0;
            sigwait(&signals, &received);
            source.request_stop();
        }
    }).detach();
}

std::stop_source start() {
    const auto signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::stop_source source;
    forward(source);
    return source;
}

}  // namespace

std::stop_token stop_on_signals() {
    static const std::stop_source source = start();
    return source.get_token();
}

}  // namespace stapel::session
