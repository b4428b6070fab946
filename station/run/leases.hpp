#pragma once

#include "station/base/clock.hpp"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace stapel::run {

/// Who has or wants a shared instrument, and why.
struct LeaseHolder {
    int site = 0;
    std::string reason;
};

/// The shared instruments of a station (`gsm_modem`, `label_printer`), each leased to one site at a time, first come
/// first served. A site holds at most one lease, so no two can wait for each other. Any thread.
class LeaseBroker {
public:
    /// `moved` is called, without the broker's lock, after a queue has changed.
    explicit LeaseBroker(std::vector<std::string> instruments, std::function<void()> moved = {});

    /// Held as long as it lives.
    class Lease {
    public:
        Lease(LeaseBroker& broker, std::string instrument) : broker_(&broker), instrument_(std::move(instrument)) {}
        ~Lease() {
            if (broker_ != nullptr) broker_->release(instrument_);
        }
        Lease(Lease&& other) noexcept : broker_(std::exchange(other.broker_, nullptr)), instrument_(std::move(other.instrument_)) {}
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Lease& operator=(Lease&&) = delete;

    private:
        LeaseBroker* broker_;
        std::string instrument_;
    };

    /// Waits for its turn. `Failure{channel_missing}` when the fixture has no such instrument, `instrument_leased`
    /// naming the holder when `deadline` passed first, `Cancelled` when `stop` fires.
    [[nodiscard]] Lease acquire(const std::string& instrument, LeaseHolder who, TimePoint deadline, std::stop_token stop);

    /// The holder first, then who waits, in order; empty when it is free.
    [[nodiscard]] std::vector<LeaseHolder> queue(const std::string& instrument) const;
    /// The same of every instrument, by name.
    [[nodiscard]] std::vector<std::pair<std::string, std::vector<LeaseHolder>>> queues() const;

private:
    struct Entry {
        std::uint64_t ticket;
        LeaseHolder who;
    };
    void release(const std::string& instrument);
    void tell_moved() const;

    const std::function<void()> told_moved_;
    mutable std::mutex mutex_;
    std::condition_variable_any moved_;
    std::uint64_t next_ticket_ = 1;
    std::map<std::string, std::deque<Entry>> queues_;
};

}  // namespace stapel::run
