#include "flasher/rom_line.hpp"

#include <algorithm>
#include <array>

namespace stapel::flasher {
namespace {

using namespace std::chrono_literals;

constexpr std::byte ack{0x79}, nack{0x1F};
// A USB adapter hands bytes over every 16 ms by default; one more for the way back.
constexpr Duration quiet = 20ms, single_patience = 50ms;
constexpr int singles = 8;  // complement, address with checksum and N are over after that many

}  // namespace

RomLine::RomLine(transport::Stream& stream, const Clock& clock, std::stop_token stop, std::uint32_t baud)
    : stream_(stream), clock_(clock), stop_(std::move(stop)), baud_(baud) {}

void RomLine::open() {
    stream_.configure({.baud = baud_, .parity = transport::Parity::even});
    stream_.discard_input();
}

Duration RomLine::wire_time(std::size_t bytes) const {
    return std::chrono::nanoseconds(bytes * 11 * 1'000'000'000ULL / baud_);  // 8E1: eleven bits a byte
}

void RomLine::send(ByteView packet) {
    sent_ = std::max(sent_, clock_.now()) + wire_time(packet.size());
    stream_.write(packet, sent_ + 1s, stop_);
}

Answer RomLine::answer(Duration patience) {
    std::byte byte{};
    if (stream_.read({&byte, 1}, sent_ + patience, stop_) == 0) return Answer::none;
    sent_ = std::min(sent_, clock_.now());  // a line without wire time is ahead of what its rate would need
    if (byte == ack) return Answer::ack;
    return byte == nack ? Answer::nack : Answer::other;
}

bool RomLine::receive(std::span<std::byte> into, Duration patience) {
    const TimePoint deadline = std::max(sent_, clock_.now()) + 2 * wire_time(into.size()) + patience;
    while (!into.empty()) {
        const std::size_t got = stream_.read(into, deadline, stop_);
        if (got == 0) return false;
        into = into.subspan(got);
    }
    return true;
}

/// Throws away what is on its way, until the line is quiet: the rest of a block, or what a wrong device says.
bool RomLine::drain() {
    std::array<std::byte, 64> rubbish{};
    for (int reads = 0; reads < 64; ++reads)
        if (stream_.read(rubbish, std::max(sent_, clock_.now()) + quiet, stop_) == 0) return reads > 0;
    return true;
}

// One byte at a time: a NACK then tells that the ROM begins a new command, and not that half of one is left over.
bool RomLine::refused_one_by_one(std::byte filler) {
    for (int count = 0; count < singles; ++count) {
        send({&filler, 1});
        if (answer(single_patience) == Answer::nack) return true;
    }
    return false;
}

bool RomLine::resync(std::byte filler, std::size_t rest) {
    drain();
    if (refused_one_by_one(filler)) return true;
    std::array<std::byte, 258> flood{};
    flood.fill(filler);
    bool heard = false;
    for (std::size_t sent = 0; sent < rest && !heard; sent += flood.size()) {
        send(flood);
        heard = drain();
    }
    return refused_one_by_one(filler);
}

}  // namespace stapel::flasher
