#include "flasher/an3155.hpp"

#include <array>
#include <cassert>
#include <fmt/format.h>

namespace stapel::flasher {
namespace {

using namespace std::chrono_literals;

/// A ROM without a CRC unit at hand needs seconds for 1 MiB; clients that wait half a second fail there.
Duration patience_for(std::size_t length) { return 1s + 10ms * (length / 1024); }

}  // namespace

std::optional<std::uint32_t> An3155::sum(std::uint32_t address, std::size_t length) {
    assert(length > 0 && length % 4 == 0);
    if (!can_sum_) return std::nullopt;
    std::uint32_t sum = 0;
    const Ended how = persist(no_data_filler, [&] { return sum_once(address, length, sum); });
    if (how == Ended::done) return sum;
    if (how == Ended::silent || how == Ended::command_refused)
        give_up(how, RomCommand::checksum, fmt::format("at 0x{:08X}", address));
    can_sum_ = false;
    return std::nullopt;
}

// Address and length are acknowledged, and once more when the sum is ready.
An3155::Ended An3155::sum_once(std::uint32_t address, std::size_t length, std::uint32_t& sum) {
    if (const Ended how = command_at(RomCommand::checksum, address); how != Ended::done) return how;
    line_.send(number_packet(static_cast<std::uint32_t>(length)));
    if (const Ended how = ended(line_.answer(), Ended::data_refused); how != Ended::done) return how;
    if (line_.answer(patience_for(length)) != Answer::ack) return Ended::lost;
    std::array<std::byte, 5> answer{};
    if (!line_.receive(answer, patience_for(length)) || xor_of(answer) != std::byte{0}) return Ended::lost;
    sum = 0;
    for (const std::byte byte : ByteView(answer).first(4)) sum = sum << 8 | std::to_integer<std::uint32_t>(byte);
    return Ended::done;
}

}  // namespace stapel::flasher
