#pragma once

#include "fixtures/transport/stream.hpp"
#include "flasher/chip.hpp"
#include "station/base/clock.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace stapel::flasher {

/// A clock that stands still until somebody waits.
class ManualClock final : public Clock {
public:
    TimePoint now() const override { return now_; }
    UtcTime utc() const override { return UtcTime(std::chrono::duration_cast<UtcTime::duration>(now_.time_since_epoch())); }
    void sleep_until(TimePoint time, std::stop_token stop) const override;

private:
    mutable TimePoint now_ = TimePoint(std::chrono::hours(1));
};

/// A small ROM of its own, written from AN3155, at the other end of a stream without wire time.
///
/// It loses what a one-byte receiver loses: bytes that come while it is busy, and those right behind an answer.
class RomDouble final : public transport::Stream {
public:
    RomDouble(const Chip& chip, const ManualClock& clock);

    void write(ByteView bytes, TimePoint deadline, std::stop_token stop) override;
    std::size_t read(std::span<std::byte> into, TimePoint deadline, std::stop_token stop) override;
    void discard_input() override { answers_.clear(); }
    void configure(const transport::LineSettings& settings) override { line = settings; }
    const std::string& address() const override { return address_; }

    /// What waits for a NACK instead of an answer: a command, its address or its data.
    enum class Stage { command, address, data };

    /// Supply off and on, or a reset.
    void restart();

    // What a test may set and look at.
    Bytes flash;
    std::vector<Bytes> packets;  ///< every write of the client
    transport::LineSettings line;
    std::uint16_t product_id;
    bool read_protected = false, dead = false;
    bool can_sum = false;        ///< lists and knows Get checksum
    bool options_stuck = false;  ///< readout protection stays as it is
    Bytes uid = from_hex("00112233445566778899AABB");
    std::set<std::uint32_t> write_protected;
    Duration start_up{}, erase_time{}, sum_time{};
    std::function<void(std::uint32_t& sum)> other_sum;             ///< a ROM that sums otherwise
    std::function<bool(std::byte&)> inbound, outbound;             ///< may change a byte; false loses it
    std::function<bool(std::uint8_t code, Stage)> refuse;          ///< true: NACK
    std::function<void(std::uint32_t offset, Bytes& data)> spoil;  ///< changes what is programmed
    int erases = 0, writes = 0, sums = 0, resets = 0;

private:
    enum class State {
        unsynced, code, complement, address, read_count, write_count, write_data, erase_count, erase_pages, sum_length
    };
    struct Answer {
        TimePoint at;
        std::byte byte;
    };

    void take(std::byte byte);
    void say(std::initializer_list<unsigned> bytes);
    void say(ByteView bytes);
    void acknowledge(State next);
    void refuse_and_wait();
    [[nodiscard]] bool refused(Stage stage) const { return refuse && refuse(code_, stage); }
    void on_command(std::byte complement);
    void on_address();
    void on_read_count();
    void on_write_data();
    void on_erase_pages();
    void on_sum_length();
    void change_protection(bool on);
    /// The memory at an address; none where there is none.
    [[nodiscard]] std::optional<ByteView> memory(std::uint32_t address, std::size_t length) const;
    [[nodiscard]] bool program(std::uint32_t offset, Bytes data);
    void erase(std::uint32_t unit);

    const Chip& chip_;
    const ManualClock& clock_;
    const std::string address_ = "test:rom";
    State state_ = State::unsynced;
    std::uint8_t code_ = 0;
    std::uint32_t target_ = 0;
    Bytes collected_;
    std::size_t wanted_ = 0;
    std::deque<Answer> answers_;
    TimePoint busy_until_{}, started_;
    std::size_t deaf_for_ = 0;
};

}  // namespace stapel::flasher
