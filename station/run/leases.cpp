#include "station/run/leases.hpp"

#include "station/base/failure.hpp"

#include <algorithm>

namespace stapel::run {

LeaseBroker::LeaseBroker(std::vector<std::string> instruments, std::function<void()> moved)
    : told_moved_(std::move(moved)) {
    for (auto& instrument : instruments) queues_[std::move(instrument)];
}

LeaseBroker::Lease LeaseBroker::acquire(const std::string& instrument, LeaseHolder who, TimePoint deadline,
                                        std::stop_token stop) {
    std::unique_lock lock(mutex_);
    const auto found = queues_.find(instrument);
    if (found == queues_.end())
        throw Failure(Code::channel_missing, "expected a shared instrument \"" + instrument + "\" in the fixture file");
    auto& queue = found->second;
    const auto ticket = next_ticket_++;
    queue.push_back({ticket, std::move(who)});
    lock.unlock();
    tell_moved();
    lock.lock();
    const bool mine = moved_.wait_until(lock, stop, deadline, [&] { return queue.front().ticket == ticket; });
    if (mine) return Lease(*this, instrument);
    const auto holder = queue.front().who;
    std::erase_if(queue, [ticket](const Entry& entry) { return entry.ticket == ticket; });
    lock.unlock();
    tell_moved();
    if (stop.stop_requested()) throw Cancelled();
    throw Failure(Code::instrument_leased,
                  instrument + " is held by site " + std::to_string(holder.site) + ": " + holder.reason);
}

std::vector<LeaseHolder> LeaseBroker::queue(const std::string& instrument) const {
    const std::lock_guard lock(mutex_);
    std::vector<LeaseHolder> all;
    const auto found = queues_.find(instrument);
    if (found == queues_.end()) return all;
    for (const auto& entry : found->second) all.push_back(entry.who);
    return all;
}

std::vector<std::pair<std::string, std::vector<LeaseHolder>>> LeaseBroker::queues() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<std::string, std::vector<LeaseHolder>>> all;
    for (const auto& [instrument, queue] : queues_) {
        auto& holders = all.emplace_back(instrument, std::vector<LeaseHolder>()).second;
        for (const auto& entry : queue) holders.push_back(entry.who);
    }
    return all;
}

void LeaseBroker::tell_moved() const {
    if (told_moved_) told_moved_();
}

void LeaseBroker::release(const std::string& instrument) {
    {
        const std::lock_guard lock(mutex_);
        queues_.at(instrument).pop_front();
    }
    moved_.notify_all();
    tell_moved();
}

}  // namespace stapel::run
