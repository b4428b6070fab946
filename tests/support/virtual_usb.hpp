#pragma once

#include "fixtures/transport/usb_device.hpp"
#include "fixtures/virtual/usb_plugged.hpp"
#include "station/base/failure.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>

namespace stapel::test {

/// Time that only waiting moves.
class UsbTime : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return time; }
    [[nodiscard]] UtcTime utc() const override { return {}; }
    void sleep_until(TimePoint until, std::stop_token stop) const override {
        if (stop.stop_requested()) throw Cancelled();
        time = std::max(time, until);
    }

    mutable TimePoint time{std::chrono::hours(1)};
};

/// A virtual device in the same process, without a wire: a transfer that has to wait waits as long as the device says.
class VirtualUsb : public transport::UsbDevice {
public:
    /// What all handles of one device share: tests look at it and break things.
    struct Port {
        bench::UsbPlugged& device;
        UsbTime& time;
        std::function<TimePoint()> next_wake = [] { return TimePoint::max(); };
        /// May end a transfer in the device's place.
        std::function<std::optional<transport::UsbDone>(const transport::UsbTransfer&)> before{};
        bool plugged = true;
        int transfers = 0, opened = 0;
        std::function<void()> reset{};
    };

    explicit VirtualUsb(Port& port) : port_(port) {
        if (!port.plugged) throw Failure(Code::channel_gone, "test: nothing is plugged in");
        ++port.opened;
        port.device.set_host(true);
        const ByteView facts = port.device.descriptors().device;
        const auto word = [&](std::size_t at) {
            return static_cast<std::uint16_t>(std::to_integer<int>(facts[at]) | std::to_integer<int>(facts[at + 1])
                                                                                    << 8);
        };
        identity_ = {word(8), word(10), word(12), "1-1"};
    }

    transport::UsbDone transfer(const transport::UsbTransfer& wanted, TimePoint deadline,
                                std::stop_token stop) override {
        if (stop.stop_requested()) throw Cancelled();
        if (!port_.plugged) throw Failure(Code::channel_gone, "test: unplugged");
        ++port_.transfers;
        if (port_.before)
            if (const auto ended = port_.before(wanted)) return *ended;
        while (true) {
            const bench::UsbReply reply = carry_out(wanted);
            if (reply.kind == bench::UsbReply::Kind::stalled) return {transport::UsbEnd::stalled, 0};
            if (reply.kind == bench::UsbReply::Kind::done) return done(wanted, reply.bytes);
            if (port_.time.time >= deadline) return {transport::UsbEnd::timed_out, 0};
            port_.time.time = std::min(deadline, port_.next_wake());
        }
    }
    void claim(std::uint8_t) override {}
    bool set_alternate(std::uint8_t interface, std::uint8_t alternate, TimePoint deadline,
                       std::stop_token stop) override {
        return control_out({1, 11, alternate, interface}, {}, deadline, stop).end == transport::UsbEnd::done;
    }
    bool clear_halt(std::uint8_t endpoint, TimePoint deadline, std::stop_token stop) override {
        return control_out({2, 1, 0, endpoint}, {}, deadline, stop).end == transport::UsbEnd::done;
    }
    void reset(TimePoint, std::stop_token) override {
        if (port_.reset) port_.reset();
    }
    const transport::UsbIdentity& identity() const override { return identity_; }
    const std::string& address() const override { return address_; }

private:
    bench::UsbReply carry_out(const transport::UsbTransfer& wanted) {
        const TimePoint now = port_.time.time;
        const bool in = wanted.towards_host();
        if (wanted.endpoint != 0)
            return in ? port_.device.in(now, wanted.endpoint, wanted.in.size())
                      : port_.device.out(now, wanted.endpoint, wanted.out);
        const bench::UsbRequest request{wanted.setup.request_type, wanted.setup.request, wanted.setup.value,
                                        wanted.setup.index, static_cast<std::uint16_t>(wanted.size())};
        return port_.device.control(now, request, in ? ByteView{} : wanted.out);
    }
    static transport::UsbDone done(const transport::UsbTransfer& wanted, const Bytes& bytes) {
        if (!wanted.towards_host()) return {transport::UsbEnd::done, wanted.out.size()};
        std::ranges::copy(bytes, wanted.in.begin());
        return {transport::UsbEnd::done, bytes.size()};
    }

    Port& port_;
    transport::UsbIdentity identity_;
    const std::string address_ = "test:usb";
};

}  // namespace stapel::test
