#include "station/run/channels.hpp"

#include "station/base/failure.hpp"

#include <fmt/format.h>

#include <utility>

namespace stapel::run {
namespace {

constexpr auto open_time = std::chrono::seconds(2);

}  // namespace

Channels::Channels(SiteWiring wiring, std::string directory, const Clock& clock, transport::Tape& tape)
    : wiring_(std::move(wiring)), directory_(std::move(directory)), clock_(clock), tape_(tape) {}

transport::Stream& Channels::open(std::string_view name, std::stop_token stop, Arrived arrived) {
    const auto known = open_.find(name);
    if (known != open_.end() && arrived == Arrived::kept) return *known->second;
    if (known != open_.end()) {
        try {
            known->second->discard_input();
            return *known->second;
        } catch (const Failure&) {
            open_.erase(known);  // it went away earlier in this run: perhaps it is there again
        }
    }
    const std::string channel(name);
    auto stream = transport::open_stream(address_of(name), directory_, clock_.now() + open_time, stop);
    return *(open_[channel] = transport::recorded(std::move(stream), channel, tape_));
}

std::unique_ptr<transport::UsbDevice> Channels::open_usb(std::string_view name, TimePoint deadline,
                                                         std::stop_token stop) {
    return transport::recorded(transport::open_usb(address_of(name), deadline, std::move(stop)), std::string(name), tape_);
}

const std::string& Channels::address_of(std::string_view name) const {
    const auto found = wiring_.channels.find(std::string(name));
    if (found == wiring_.channels.end())
        throw Failure(Code::channel_missing, fmt::format("site {} needs a channel \"{}\"", wiring_.site, name));
    return found->second;
}

void Channels::close() { open_.clear(); }

}  // namespace stapel::run
