#include "tests/flasher/rom_double.hpp"

#include "station/base/failure.hpp"

#include <algorithm>

namespace stapel::flasher {
namespace {

unsigned value(std::byte byte) { return std::to_integer<unsigned>(byte); }

bool checks(ByteView packet) {
    std::byte sum{};
    for (const std::byte byte : packet) sum ^= byte;
    return sum == std::byte{0};
}

}  // namespace

void ManualClock::sleep_until(TimePoint time, std::stop_token stop) const {
    if (stop.stop_requested()) throw Cancelled();
    now_ = std::max(now_, time);
}

RomDouble::RomDouble(const Chip& chip, const ManualClock& clock)
    : flash(flash_size(chip), std::byte{0xFF}), product_id(chip.product_id), chip_(chip), clock_(clock),
      started_(clock.now()) {}

void RomDouble::write(ByteView bytes, TimePoint, std::stop_token stop) {
    if (stop.stop_requested()) throw Cancelled();
    packets.emplace_back(bytes.begin(), bytes.end());
    deaf_for_ = 0;  // whatever was said before has been said
    for (std::byte byte : bytes) {
        if (dead || clock_.now() < started_ + start_up || clock_.now() < busy_until_) continue;
        if (inbound && !inbound(byte)) continue;
        if (deaf_for_ > 0) {
            --deaf_for_;
            continue;
        }
        take(byte);
    }
}

std::size_t RomDouble::read(std::span<std::byte> into, TimePoint deadline, std::stop_token stop) {
    if (stop.stop_requested()) throw Cancelled();
    if (answers_.empty() || answers_.front().at > deadline) {
        clock_.sleep_until(deadline, stop);
        return 0;
    }
    clock_.sleep_until(answers_.front().at, stop);
    std::size_t got = 0;
    for (; got < into.size() && !answers_.empty() && answers_.front().at <= clock_.now(); ++got) {
        into[got] = answers_.front().byte;
        answers_.pop_front();
    }
    return got;
}

void RomDouble::say(ByteView bytes) {
    for (std::byte byte : bytes) {
        ++deaf_for_;
        if (!outbound || outbound(byte)) answers_.push_back({std::max(clock_.now(), busy_until_), byte});
    }
}

void RomDouble::say(std::initializer_list<unsigned> bytes) {
    for (const unsigned byte : bytes) say(Bytes{static_cast<std::byte>(byte)});
}

void RomDouble::acknowledge(State next) {
    state_ = next;
    collected_.clear();
    say({0x79});
}

void RomDouble::refuse_and_wait() {
    state_ = State::code;
    collected_.clear();
    say({0x1F});
}

void RomDouble::take(std::byte byte) {
    if (state_ == State::unsynced) {
        if (byte == std::byte{0x7F}) acknowledge(State::code);
        return;
    }
    if (state_ == State::code) {
        code_ = static_cast<std::uint8_t>(byte);
        state_ = State::complement;
        return;
    }
    if (state_ == State::complement) return on_command(byte);
    collected_.push_back(byte);
    if (state_ == State::address && collected_.size() == 5) return on_address();
    if (state_ == State::read_count && collected_.size() == 2) return on_read_count();
    if (state_ == State::write_count) {
        wanted_ = value(byte) + 3;  // N, N + 1 bytes, checksum
        state_ = State::write_data;
    } else if (state_ == State::write_data && collected_.size() == wanted_) {
        on_write_data();
    } else if (state_ == State::erase_count && collected_.size() == 2) {
        const unsigned count = value(collected_[0]) << 8 | value(collected_[1]);
        wanted_ = count >= 0xFFF0 ? 3 : 2 + (count + 1) * 2 + 1;
        state_ = State::erase_pages;
    } else if (state_ == State::erase_pages && collected_.size() == wanted_) {
        on_erase_pages();
    } else if (state_ == State::sum_length && collected_.size() == 5) {
        on_sum_length();
    }
}

void RomDouble::on_command(std::byte complement) {
    if ((value(complement) ^ code_) != 0xFF || refused(Stage::command)) return refuse_and_wait();
    if (read_protected && code_ != 0x00 && code_ != 0x01 && code_ != 0x02 && code_ != 0x92) return refuse_and_wait();
    switch (code_) {
        case 0x00:
            acknowledge(State::code);
            say({can_sum ? 12U : 11U, 0x31U, 0x00U, 0x01U, 0x02U, 0x11U, 0x21U, 0x31U, 0x44U, 0x63U, 0x73U, 0x82U, 0x92U});
            if (can_sum) say({0xA1});
            return say({0x79});
        case 0x02:
            acknowledge(State::code);
            return say({1U, unsigned{product_id} >> 8, unsigned{product_id} & 0xFFU, 0x79});
        case 0x11:
        case 0x31: return acknowledge(State::address);
        case 0x44: return acknowledge(State::erase_count);
        case 0x82: return change_protection(true);
        case 0x92: return change_protection(false);
        case 0xA1: return can_sum ? acknowledge(State::address) : refuse_and_wait();
        default: return refuse_and_wait();
    }
}

std::optional<ByteView> RomDouble::memory(std::uint32_t address, std::size_t length) const {
    const auto part = [&](ByteView bytes, std::uint32_t start) -> std::optional<ByteView> {
        if (address < start || address - start + length > bytes.size()) return std::nullopt;
        return bytes.subspan(address - start, length);
    };
    const auto found = part(flash, chip_.flash_start);
    return found ? found : part(uid, chip_.uid_address);
}

void RomDouble::on_address() {
    target_ = value(collected_[0]) << 24 | value(collected_[1]) << 16 | value(collected_[2]) << 8 | value(collected_[3]);
    const bool known = memory(target_, 1) && (code_ != 0xA1 || target_ % 4 == 0);
    if (!checks(collected_) || !known || refused(Stage::address)) return refuse_and_wait();
    acknowledge(code_ == 0x11 ? State::read_count : code_ == 0x31 ? State::write_count : State::sum_length);
}

void RomDouble::on_read_count() {
    const std::size_t count = value(collected_[0]) + 1;
    const auto bytes = memory(target_, count);
    if ((value(collected_[0]) ^ value(collected_[1])) != 0xFF || !bytes || refused(Stage::data))
        return refuse_and_wait();
    acknowledge(State::code);
    say(*bytes);
}

// A sum of its own making, bit by bit, so that client and double cannot be wrong alike by one table.
void RomDouble::on_sum_length() {
    const std::size_t length = value(collected_[0]) << 24 | value(collected_[1]) << 16 | value(collected_[2]) << 8 |
                               value(collected_[3]);
    const auto bytes = memory(target_, length);
    if (!checks(collected_) || length == 0 || length % 4 != 0 || !bytes || refused(Stage::data)) return refuse_and_wait();
    std::uint32_t sum = 0xFFFFFFFF;
    for (std::size_t word = 0; word < length; word += 4)
        for (int bit = 31; bit >= 0; --bit) {
            const bool set = (value((*bytes)[word + static_cast<std::size_t>(bit) / 8]) >> bit % 8 & 1) != 0;
            sum = (sum << 1) ^ (((sum >> 31) != 0) != set ? 0x04C11DB7U : 0U);
        }
    if (other_sum) other_sum(sum);
    ++sums;
    acknowledge(State::code);
    busy_until_ = clock_.now() + sum_time;
    say({0x79});
    const unsigned check = (sum >> 24 ^ sum >> 16 ^ sum >> 8 ^ sum) & 0xFFU;
    say({sum >> 24, sum >> 16 & 0xFFU, sum >> 8 & 0xFFU, sum & 0xFFU, check});
}

// Acknowledged twice, the second time when it is done; then the chip resets itself.
void RomDouble::change_protection(bool on) {
    say({0x79});
    if (!options_stuck) {
        for (std::uint32_t unit = 0; !on && unit < unit_count(chip_); ++unit) erase(unit);
        read_protected = on;
    }
    say({0x79});
    state_ = State::unsynced;
    started_ = clock_.now();
    ++resets;
}

void RomDouble::restart() {
    state_ = State::unsynced;
    started_ = clock_.now();
    busy_until_ = {};
    collected_.clear();
    answers_.clear();
    dead = false;
}

void RomDouble::on_write_data() {
    const std::size_t count = wanted_ - 2;
    const std::uint32_t offset = target_ - chip_.flash_start;
    if (!checks(collected_) || count % 4 != 0 || offset + count > flash.size() || refused(Stage::data))
        return refuse_and_wait();
    if (!program(offset, Bytes(collected_.begin() + 1, collected_.end() - 1))) return refuse_and_wait();
    ++writes;
    acknowledge(State::code);
}

bool RomDouble::program(std::uint32_t offset, Bytes data) {
    if (write_protected.contains(unit_of(chip_, chip_.flash_start + offset))) return true;
    if (spoil) spoil(offset, data);
    const auto cells = std::span(flash).subspan(offset, data.size());
    const bool blank = std::ranges::all_of(cells, [](std::byte b) { return b == std::byte{0xFF}; });
    if (chip_.erased_only && !blank) return false;
    for (std::size_t at = 0; at < data.size(); ++at) cells[at] &= data[at];
    return true;
}

void RomDouble::erase(std::uint32_t unit) {
    if (write_protected.contains(unit)) return;
    const std::uint32_t from = unit_start(chip_, unit) - chip_.flash_start;
    const std::uint32_t to = unit_start(chip_, unit + 1) - chip_.flash_start;
    std::fill(flash.begin() + from, flash.begin() + to, std::byte{0xFF});
    ++erases;
}

void RomDouble::on_erase_pages() {
    const bool mass = wanted_ == 3;
    std::vector<std::uint32_t> units;
    for (std::size_t at = 2; !mass && at + 2 < wanted_; at += 2)
        units.push_back(value(collected_[at]) << 8 | value(collected_[at + 1]));
    const bool known = std::ranges::all_of(units, [&](std::uint32_t unit) { return unit < unit_count(chip_); });
    if (!checks(collected_) || !known || refused(Stage::data)) return refuse_and_wait();
    for (std::uint32_t unit = 0; mass && unit < unit_count(chip_); ++unit) units.push_back(unit);
    for (const std::uint32_t unit : units) erase(unit);
    busy_until_ = clock_.now() + erase_time;
    acknowledge(State::code);
}

}  // namespace stapel::flasher
