#pragma once

#include "station/base/failure.hpp"

#include <mutex>
#include <optional>
#include <stop_token>

namespace stapel::run {

/// A stop source that remembers why: whatever ends a step from outside (a person, the jig, its time limit) fires it.
/// All calls may come from any thread.
class Interrupt {
public:
    /// The first call wins; later ones change nothing.
    void fire(const Failure& why) {
        {
            const std::lock_guard lock(mutex_);
            if (why_) return;
            why_ = why;
        }
        source_.request_stop();
    }

    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

    [[nodiscard]] std::optional<Failure> why() const {
        const std::lock_guard lock(mutex_);
        return why_;
    }

private:
    mutable std::mutex mutex_;
    std::optional<Failure> why_;
    std::stop_source source_;
};

}  // namespace stapel::run
