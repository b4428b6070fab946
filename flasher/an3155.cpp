#include "flasher/an3155.hpp"

#include "station/base/failure.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <fmt/format.h>

namespace stapel::flasher {
namespace {

using namespace std::chrono_literals;

constexpr Duration knock_patience = 100ms;  // more than an adapter's latency both ways
constexpr Duration write_patience = 1s;     // stm32flash's
constexpr std::size_t write_rest = 258;     // N, 256 bytes, checksum: the longest that a ROM can be waiting for
constexpr std::size_t small_block = 64;     // what is left after noise has eaten whole packets

}  // namespace

An3155::An3155(transport::Stream& stream, const Clock& clock, std::stop_token stop, Options options)
    : line_(stream, clock, std::move(stop), options.baud), clock_(clock), options_(options) {
    assert(options.baud > 0 && options.block_tries > 0);
}

const Chip& An3155::chip() const {
    assert(chip_ != nullptr);
    return *chip_;
}

int An3155::rom_version() const {
    assert(chip_ != nullptr);
    return rom_version_;
}

An3155::Ended An3155::ended(Answer answer, Ended if_refused) {
    if (answer == Answer::ack) return Ended::done;
    return answer == Answer::nack ? if_refused : Ended::lost;
}

An3155::Ended An3155::command(RomCommand code) {
    rest_ = write_rest;
    const std::array packet{std::byte(code), ~std::byte(code)};
    line_.send(packet);
    return ended(line_.answer(), Ended::command_refused);
}

An3155::Ended An3155::command_at(RomCommand code, std::uint32_t address) {
    if (const Ended how = command(code); how != Ended::done) return how;
    line_.send(number_packet(address));
    return ended(line_.answer(), Ended::address_refused);
}

/// Repeats a command until it is done or its tries are spent. A NACK counts as the ROM's own word only when every try
/// ended in the same one: else it was noise.
An3155::Ended An3155::persist(std::byte filler, const std::function<Ended()>& once) {
    Ended verdict = once();
    Ended last = verdict;
    for (int tries = 1; last != Ended::done && tries < options_.block_tries; ++tries) {
        ++retries_;
        static_cast<void>(line_.resync(filler, rest_));  // when it fails, so will the next try
        last = once();
        if (last != verdict) verdict = Ended::lost;
    }
    if (last == Ended::done) return last;
    return line_.resync(filler, rest_) ? verdict : Ended::silent;
}

void An3155::sync(Duration patience) {
    line_.open();
    const TimePoint end = clock_.now() + patience;
    Ended last = Ended::silent;
    int refusals = 0;
    for (int knocks = 1; (last = greet()) != Ended::done; ++knocks) {
        if (last == Ended::command_refused) ++refusals;
        if (clock_.now() >= end) break;
        // A ROM that an earlier program left in the middle of a block swallows single bytes for long.
        if (knocks == 8 && last == Ended::silent) static_cast<void>(line_.resync(std::byte{0x7F}, write_rest));
    }
    if (last != Ended::done && refusals >= options_.block_tries)
        give_up(Ended::command_refused, RomCommand::get, "after autobaud");
    if (last != Ended::done)
        throw Failure(Code::rom_silent,
                      fmt::format("an answer to 0x7F expected at {} baud 8E1 on {}, none that makes sense found within "
                                  "{} ms: check supply, boot strap and the wires of the host UART",
                                  line_.baud(), line_.address(), to_ms(patience)));
    const std::uint16_t id = product_id();
    chip_ = find_chip(id);
    if (chip_ == nullptr)
        throw Failure(Code::chip_unknown, fmt::format("a product ID of the chip table expected, 0x{:03X} found: add "
                                                      "the chip, or look whether the right module is in the nest", id));
}

/// NACK is as good as ACK here: a ROM in step already takes the second 0x7F for half a command.
An3155::Ended An3155::greet() {
    constexpr std::array knock{std::byte{0x7F}};
    line_.send(knock);
    switch (line_.answer(knock_patience)) {
        case Answer::ack:
        case Answer::nack: return get();
        case Answer::other: return Ended::lost;
        case Answer::none: break;
    }
    return Ended::silent;
}

An3155::Ended An3155::get() {
    if (const Ended how = command(RomCommand::get); how != Ended::done) return how;
    std::array<std::byte, 258> answer{};
    if (!line_.receive(std::span(answer).first(2))) return Ended::lost;
    const std::size_t count = std::to_integer<std::size_t>(answer[0]);  // of commands; the version comes before them
    const auto commands = std::span(answer).subspan(2, count);
    if (!line_.receive(commands) || line_.answer() != Answer::ack) return Ended::lost;
    const auto has = [&](RomCommand code) { return std::ranges::find(commands, std::byte(code)) != commands.end(); };
    for (const auto code : {RomCommand::get, RomCommand::get_id, RomCommand::read, RomCommand::write, RomCommand::erase})
        if (!has(code)) return Ended::lost;
    can_sum_ = has(RomCommand::checksum);
    rom_version_ = std::to_integer<int>(answer[1]);
    return Ended::done;
}

An3155::Ended An3155::get_id(std::uint16_t& id) {
    if (const Ended how = command(RomCommand::get_id); how != Ended::done) return how;
    std::array<std::byte, 3> answer{};
    if (!line_.receive(answer) || line_.answer() != Answer::ack || answer[0] != std::byte{1}) return Ended::lost;
    id = static_cast<std::uint16_t>(std::to_integer<unsigned>(answer[1]) << 8 | std::to_integer<unsigned>(answer[2]));
    return Ended::done;
}

/// The ID that the ROM tells twice, since its answer has no checksum.
std::uint16_t An3155::product_id() {
    std::uint16_t id = 0;
    std::uint16_t before = 0;
    for (int times = 0; times < options_.block_tries; ++times) {
        before = id;
        const Ended how = persist(no_data_filler, [&] { return get_id(id); });
        if (how != Ended::done) give_up(how, RomCommand::get_id, "after autobaud");
        if (id == before || find_chip(id) != nullptr) break;
    }
    return id;
}

Bytes An3155::read(std::uint32_t address, std::size_t length) {
    Bytes bytes(length);
    for (std::size_t done = 0; done < length; done += most_bytes)
        read_into(static_cast<std::uint32_t>(address + done),
                  std::span(bytes).subspan(done, std::min(most_bytes, length - done)));
    return bytes;
}

Bytes An3155::read_twice(std::uint32_t address, std::size_t length) {
    Bytes before = read(address, length);
    for (int tries = 0; tries < options_.block_tries; ++tries) {
        Bytes again = read(address, length);
        if (again == before) return again;
        ++retries_;
        before = std::move(again);
    }
    give_up(Ended::lost, RomCommand::read, fmt::format("at 0x{:08X}", address));
}

void An3155::read_into(std::uint32_t address, std::span<std::byte> into) {
    const Ended how = persist(no_data_filler, [&] { return read_once(address, into); });
    if (how == Ended::done) return;
    if (how == Ended::command_refused || how == Ended::silent || into.size() <= small_block)
        give_up(how, RomCommand::read, fmt::format("at 0x{:08X}", address));
    for (std::size_t done = 0; done < into.size(); done += small_block)
        read_into(static_cast<std::uint32_t>(address + done),
                  into.subspan(done, std::min(small_block, into.size() - done)));
}

An3155::Ended An3155::read_once(std::uint32_t address, std::span<std::byte> into) {
    if (const Ended how = command_at(RomCommand::read, address); how != Ended::done) return how;
    const std::byte count{static_cast<unsigned char>(into.size() - 1)};
    const std::array packet{count, ~count};
    line_.send(packet);
    if (const Ended how = ended(line_.answer(), Ended::data_refused); how != Ended::done) return how;
    return line_.receive(into) ? Ended::done : Ended::lost;
}

void An3155::write(std::uint32_t address, ByteView bytes) {
    assert(!bytes.empty() && bytes.size() <= most_bytes && bytes.size() % 4 == 0);
    const auto filler = filler_for(number_packet(address), bytes);
    if (!filler) return write_small(address, bytes);
    bool may_be_there = false;  // after a lost answer, and cells that are not erased may refuse to be written twice
    const Ended how = persist(*filler, [&] {
        if (may_be_there && !difference(address, bytes)) return Ended::done;
        const Ended now = write_once(address, bytes);
        may_be_there = now == Ended::lost || now == Ended::data_refused;
        return now;
    });
    if (how == Ended::done) return;
    if (how == Ended::command_refused || how == Ended::silent || bytes.size() <= small_block)
        give_up(how, RomCommand::write, fmt::format("at 0x{:08X}", address));
    write_small(address, bytes);
}

void An3155::write_small(std::uint32_t address, ByteView bytes) {
    for (std::size_t done = 0; done < bytes.size(); done += small_block)
        write(static_cast<std::uint32_t>(address + done),
              bytes.subspan(done, std::min(small_block, bytes.size() - done)));
}

An3155::Ended An3155::write_once(std::uint32_t address, ByteView bytes) {
    if (const Ended how = command_at(RomCommand::write, address); how != Ended::done) return how;
    std::array<std::byte, 1 + most_bytes + 1> packet;
    packet[0] = std::byte{static_cast<unsigned char>(bytes.size() - 1)};
    std::ranges::copy(bytes, packet.begin() + 1);
    packet[1 + bytes.size()] = xor_of(bytes, packet[0]);
    line_.send(ByteView(packet).first(bytes.size() + 2));
    return ended(line_.answer(write_patience), Ended::data_refused);
}

std::optional<Difference> An3155::difference(std::uint32_t address, ByteView bytes) {
    assert(bytes.size() <= most_bytes);
    std::array<std::byte, most_bytes> buffer;
    const auto found = std::span(buffer).first(bytes.size());
    read_into(address, found);
    if (std::ranges::equal(found, bytes)) return std::nullopt;
    std::vector<std::size_t> wrong(bytes.size());
    for (std::size_t at = 0; at < wrong.size(); ++at) wrong[at] = at;
    std::erase_if(wrong, [&](std::size_t at) { return found[at] == bytes[at]; });
    for (int tries = 1; tries < options_.block_tries && !wrong.empty(); ++tries) {
        ++retries_;
        read_into(address, found);
        std::erase_if(wrong, [&](std::size_t at) { return found[at] == bytes[at]; });
    }
    if (wrong.empty()) return std::nullopt;
    const std::size_t at = wrong.front();
    return Difference{static_cast<std::uint32_t>(address + at), bytes[at], found[at]};
}

}  // namespace stapel::flasher
