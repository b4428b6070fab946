#pragma once

#include "fixtures/transport/stream.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <utility>

namespace stapel {

/// Time that only waiting moves.
class WaitedClock : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return time; }
    [[nodiscard]] UtcTime utc() const override { return {}; }
    void sleep_until(TimePoint until, std::stop_token) const override { time = std::max(time, until); }

    mutable TimePoint time{};
};

/// Takes a piece off the front of an input: its first byte says how long it is, that byte included.
inline ByteView take_piece(ByteView& input) {
    const std::size_t size =
        input.empty() ? 0 : std::min<std::size_t>(input.size(), std::to_integer<std::size_t>(input[0]));
    const ByteView piece = input.first(size);
    input = input.subspan(size);
    return piece;
}

/// Answers each message that is written to it at once, with what `answer` makes of it.
class AnsweringStream : public transport::Stream {
public:
    AnsweringStream(WaitedClock& clock, std::function<Bytes(ByteView written)> answer)
        : clock_(clock), answer_(std::move(answer)) {}

    void write(ByteView bytes, TimePoint, std::stop_token) override { coming_ = answer_(bytes); }
    std::size_t read(std::span<std::byte> into, TimePoint deadline, std::stop_token) override {
        const std::size_t count = std::min(into.size(), coming_.size());
        std::copy_n(coming_.begin(), count, into.begin());
        coming_.erase(coming_.begin(), coming_.begin() + static_cast<std::ptrdiff_t>(count));
        if (count == 0) clock_.time = std::max(clock_.time, deadline);
        return count;
    }
    void discard_input() override { coming_.clear(); }
    void configure(const transport::LineSettings&) override {}
    [[nodiscard]] const std::string& address() const override { return address_; }

private:
    WaitedClock& clock_;
    std::function<Bytes(ByteView)> answer_;
    Bytes coming_;
    std::string address_ = "fuzz";
};

}  // namespace stapel
