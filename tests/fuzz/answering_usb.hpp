#pragma once

#include "fixtures/transport/usb_device.hpp"
#include "station/base/failure.hpp"
#include "tests/fuzz/answering_stream.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace stapel {

/// A device that answers each transfer with the next piece of an input: its first byte says how long it is, the second
/// how the transfer ends, the rest is what comes. It is unplugged where the input ends.
class AnsweringUsb final : public transport::UsbDevice {
public:
    AnsweringUsb(ByteView& input, WaitedClock& clock) : input_(input), clock_(clock) {}

    transport::UsbDone transfer(const transport::UsbTransfer& wanted, TimePoint deadline, std::stop_token) override {
        const ByteView piece = take_piece(input_);
        if (piece.size() < 2) throw Failure(Code::channel_gone, "fuzz: unplugged");
        const ByteView data = piece.subspan(2);
        const std::size_t count = std::min(wanted.size(), wanted.towards_host() ? data.size() : wanted.size());
        if (wanted.towards_host()) std::copy_n(data.begin(), count, wanted.in.begin());
        switch (std::to_integer<int>(piece[1]) & 3) {
            case 1: return {transport::UsbEnd::stalled, 0};
            case 2: clock_.time = std::max(clock_.time, deadline); return {transport::UsbEnd::timed_out, count};
            default: return {transport::UsbEnd::done, count};
        }
    }
    void claim(std::uint8_t) override {}
    bool set_alternate(std::uint8_t, std::uint8_t, TimePoint, std::stop_token) override { return true; }
    bool clear_halt(std::uint8_t, TimePoint, std::stop_token) override { return true; }
    void reset(TimePoint, std::stop_token) override {}
    [[nodiscard]] const transport::UsbIdentity& identity() const override { return identity_; }
    [[nodiscard]] const std::string& address() const override { return address_; }

private:
    ByteView& input_;
    WaitedClock& clock_;
    transport::UsbIdentity identity_{0x0483, 0xDF11, 0x2200, "1-1"};
    const std::string address_ = "fuzz";
};

}  // namespace stapel
