#pragma once

#include "ui/app/model/board.hpp"

#include <functional>
#include <mutex>
#include <utility>

namespace stapel::app {

/// The wire from the engine's threads to the window, which may be cut while they still work.
class Wire {
public:
    Wire(Board& board, std::function<void()> wake) : board_(&board), wake_(std::move(wake)) {}

    // Any thread.
    void on_event(const run::Event& event) {
        const std::lock_guard lock(mutex_);
        if (board_ == nullptr) return;
        board_->on_event(event);
        wake_();
    }
    void on_change() {
        const std::lock_guard lock(mutex_);
        changed_ = true;
        if (board_ != nullptr) wake_();
    }
    void wake() {
        const std::lock_guard lock(mutex_);
        if (board_ != nullptr) wake_();
    }

    // The window's thread.
    /// Has the station changed since the last call? True the first time.
    [[nodiscard]] bool take_change() {
        const std::lock_guard lock(mutex_);
        return std::exchange(changed_, false);
    }
    /// Nothing goes over it any more.
    void cut() {
        const std::lock_guard lock(mutex_);
        board_ = nullptr;
    }

private:
    std::mutex mutex_;
    Board* board_;
    std::function<void()> wake_;
    bool changed_ = true;
};

}  // namespace stapel::app
