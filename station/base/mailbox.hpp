#pragma once

#include "station/base/clock.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace stapel {

/// A queue of values from any thread to one thread.
template <typename Value>
class Mailbox {
public:
    /// Never blocks.
    void post(Value value) {
        {
            const std::lock_guard lock(mutex_);
            values_.push_back(std::move(value));
        }
        arrived_.notify_one();
    }

    /// The oldest value; none when `deadline` passed or `stop` fired before one came.
    [[nodiscard]] std::optional<Value> take(TimePoint deadline, std::stop_token stop) {
        std::unique_lock lock(mutex_);
        if (!arrived_.wait_until(lock, stop, deadline, [this] { return !values_.empty(); })) return std::nullopt;
        std::optional<Value> value(std::move(values_.front()));
        values_.pop_front();
        return value;
    }

    /// Everything that is there now, oldest first; never blocks.
    [[nodiscard]] std::vector<Value> take_all() {
        const std::lock_guard lock(mutex_);
        std::vector<Value> all(std::make_move_iterator(values_.begin()), std::make_move_iterator(values_.end()));
        values_.clear();
        return all;
    }

private:
    std::mutex mutex_;
    std::condition_variable_any arrived_;
    std::deque<Value> values_;
};

}  // namespace stapel
