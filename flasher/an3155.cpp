#include "flasher/an3155.hpp"

#include "station/base/failure.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <fmt/format.h>

namespace stapel::flasher {
namespace {

using namespace std::chrono_literals;

// Command codes (AN3155, table 2).
constexpr std::uint8_t get_code = 0x00, get_id_code = 0x02, read_code = 0x11, write_code = 0x31, erase_code = 0x44;

constexpr Duration knock_patience = 100ms;  // more than an adapter's latency both ways
constexpr Duration write_patience = 1s, erase_patience = 1s, mass_erase_patience = 35s;  // stm32flash's
constexpr std::size_t erase_most = 512;  // units a command: an L152's ROM takes no more
// Longest rest that a ROM can be waiting for: of a Write (N, 256 bytes, checksum), of an erase list.
constexpr std::size_t write_rest = 258, erase_rest = 2 * 0x10000 + 1;
// What is left after noise has eaten whole packets: a quarter of a block, and few units.
constexpr std::size_t small_block = 64, small_erase = 16;
constexpr std::byte no_data_filler{0x80};

std::byte xor_of(ByteView bytes, std::byte seed = {}) {
    for (const std::byte byte : bytes) seed ^= byte;
    return seed;
}

std::array<std::byte, 5> address_packet(std::uint32_t address) {
    std::array<std::byte, 5> packet{std::byte(address >> 24), std::byte(address >> 16), std::byte(address >> 8),
                                    std::byte(address), std::byte{0}};
    packet[4] = xor_of(ByteView(packet).first(4));
    return packet;
}

Bytes erase_packet(std::span<const std::uint32_t> units) {
    Bytes packet;
    const auto put = [&](std::size_t value) {
        packet.push_back(std::byte(value >> 8));
        packet.push_back(std::byte(value));
    };
    put(units.size() - 1);
    for (const std::uint32_t unit : units) put(unit);
    packet.push_back(xor_of(packet));
    return packet;
}

/// Complements of the commands (AN3155, table 2): one of them behind half a command would start it.
constexpr std::array complements{0xFE, 0xFD, 0xEE, 0xDE, 0xCE, 0x9C, 0x8C, 0x5E};

/// A byte for `RomLine::resync` after these packets went wrong; none when they leave none over. Even values are, taken
/// as a length, no multiple of 4.
std::optional<std::byte> filler_for(ByteView packet, ByteView data = {}) {
    for (int step = 0; step < 128; ++step) {
        const int value = (0x80 + 2 * step) % 0x100;
        const std::byte filler{static_cast<unsigned char>(value)};
        if (std::ranges::find(complements, value) == complements.end() &&
            std::ranges::find(packet, filler) == packet.end() && std::ranges::find(data, filler) == data.end())
            return filler;
    }
    return std::nullopt;
}

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

An3155::Ended An3155::command(std::uint8_t code) {
    rest_ = write_rest;
    const std::array packet{std::byte{code}, ~std::byte{code}};
    line_.send(packet);
    return ended(line_.answer(), Ended::command_refused);
}

An3155::Ended An3155::command_at(std::uint8_t code, std::uint32_t address) {
    if (const Ended how = command(code); how != Ended::done) return how;
    line_.send(address_packet(address));
    return ended(line_.answer(), Ended::address_refused);
}

/// Repeats a command until it is done or its tries are spent. A NACK counts as the ROM's own word only when every try
/// ended in the same one: else it was noise.
template <typename Once>
An3155::Ended An3155::persist(std::byte filler, Once once) {
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
        give_up(Ended::command_refused, "Get", "after autobaud");
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
    if (const Ended how = command(get_code); how != Ended::done) return how;
    std::array<std::byte, 258> answer{};
    if (!line_.receive(std::span(answer).first(2))) return Ended::lost;
    const std::size_t count = std::to_integer<std::size_t>(answer[0]);  // of commands; the version comes before them
    const auto commands = std::span(answer).subspan(2, count);
    if (!line_.receive(commands) || line_.answer() != Answer::ack) return Ended::lost;
    for (const std::uint8_t code : {get_code, get_id_code, read_code, write_code, erase_code})
        if (std::ranges::find(commands, std::byte{code}) == commands.end()) return Ended::lost;
    rom_version_ = std::to_integer<int>(answer[1]);
    return Ended::done;
}

An3155::Ended An3155::get_id(std::uint16_t& id) {
    if (const Ended how = command(get_id_code); how != Ended::done) return how;
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
        if (how != Ended::done) give_up(how, "Get ID", "after autobaud");
        if (id == before || find_chip(id) != nullptr) break;
    }
    return id;
}

Bytes An3155::read(std::uint32_t address, std::size_t length) {
    Bytes bytes(length);
    for (std::size_t done = 0; done < length; done += block_size)
        read_into(static_cast<std::uint32_t>(address + done),
                  std::span(bytes).subspan(done, std::min(block_size, length - done)));
    return bytes;
}

void An3155::read_into(std::uint32_t address, std::span<std::byte> into) {
    const Ended how = persist(no_data_filler, [&] { return read_once(address, into); });
    if (how == Ended::done) return;
    if (how == Ended::command_refused || how == Ended::silent || into.size() <= small_block)
        give_up(how, "Read memory", fmt::format("at 0x{:08X}", address));
    for (std::size_t done = 0; done < into.size(); done += small_block)
        read_into(static_cast<std::uint32_t>(address + done),
                  into.subspan(done, std::min(small_block, into.size() - done)));
}

An3155::Ended An3155::read_once(std::uint32_t address, std::span<std::byte> into) {
    if (const Ended how = command_at(read_code, address); how != Ended::done) return how;
    const std::byte count{static_cast<unsigned char>(into.size() - 1)};
    const std::array packet{count, ~count};
    line_.send(packet);
    if (const Ended how = ended(line_.answer(), Ended::data_refused); how != Ended::done) return how;
    return line_.receive(into) ? Ended::done : Ended::lost;
}

void An3155::write(std::uint32_t address, ByteView bytes) {
    assert(!bytes.empty() && bytes.size() <= block_size && bytes.size() % 4 == 0);
    const auto filler = filler_for(address_packet(address), bytes);
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
        give_up(how, "Write memory", fmt::format("at 0x{:08X}", address));
    write_small(address, bytes);
}

void An3155::write_small(std::uint32_t address, ByteView bytes) {
    for (std::size_t done = 0; done < bytes.size(); done += small_block)
        write(static_cast<std::uint32_t>(address + done),
              bytes.subspan(done, std::min(small_block, bytes.size() - done)));
}

An3155::Ended An3155::write_once(std::uint32_t address, ByteView bytes) {
    if (const Ended how = command_at(write_code, address); how != Ended::done) return how;
    std::array<std::byte, 1 + block_size + 1> packet;
    packet[0] = std::byte{static_cast<unsigned char>(bytes.size() - 1)};
    std::ranges::copy(bytes, packet.begin() + 1);
    packet[1 + bytes.size()] = xor_of(bytes, packet[0]);
    line_.send(ByteView(packet).first(bytes.size() + 2));
    return ended(line_.answer(write_patience), Ended::data_refused);
}

std::optional<Difference> An3155::difference(std::uint32_t address, ByteView bytes) {
    assert(bytes.size() <= block_size);
    std::array<std::byte, block_size> buffer;
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

void An3155::erase_units(const std::vector<std::uint32_t>& units) {
    for (std::size_t done = 0; done < units.size(); done += erase_most)
        erase_some(std::span(units).subspan(done, std::min(erase_most, units.size() - done)));
}

void An3155::erase_some(std::span<const std::uint32_t> units) {
    const Bytes packet = erase_packet(units);
    const auto filler = filler_for(packet);
    if (!filler) return erase_halves(units);
    const Duration patience = units.size() * std::chrono::milliseconds(chip().page_erase_ms_max) + erase_patience;
    const Ended how = persist(*filler, [&] { return erase_once(packet, patience); });
    if (how == Ended::done) return;
    if (how == Ended::command_refused || how == Ended::silent || units.size() <= small_erase)
        give_up(how, "Extended erase", fmt::format("of {} units from unit {}", units.size(), units.front()));
    erase_halves(units);
}

void An3155::erase_halves(std::span<const std::uint32_t> units) {
    erase_some(units.first(units.size() / 2));
    erase_some(units.subspan(units.size() / 2));
}

void An3155::erase_all() {
    constexpr std::array all{std::byte{0xFF}, std::byte{0xFF}, std::byte{0x00}};
    const Duration chips_worst = std::chrono::milliseconds(chip().mass_erase_ms_max);
    const Duration patience = std::max(mass_erase_patience, chips_worst);
    const Ended how = persist(no_data_filler, [&] { return erase_once(all, patience); });
    if (how != Ended::done) give_up(how, "Extended erase", "of the whole flash");
}

An3155::Ended An3155::erase_once(ByteView pages, Duration patience) {
    if (const Ended how = command(erase_code); how != Ended::done) return how;
    rest_ = erase_rest;
    line_.send(pages);
    return ended(line_.answer(patience), Ended::data_refused);
}

}  // namespace stapel::flasher
