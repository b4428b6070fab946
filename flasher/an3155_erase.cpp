#include "flasher/an3155.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace stapel::flasher {
namespace {

using namespace std::chrono_literals;

constexpr Duration erase_patience = 1s;              // stm32flash's
constexpr std::size_t erase_most = 512;              // units a command: an L152's ROM takes no more
constexpr std::size_t erase_rest = 2 * 0x10000 + 1;  // longest list that a ROM can be waiting for
constexpr std::size_t small_erase = 16;              // few units, left after noise has eaten whole lists

}  // namespace

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
        give_up(how, RomCommand::erase, fmt::format("of {} units from unit {}", units.size(), units.front()));
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
    if (how != Ended::done) give_up(how, RomCommand::erase, "of the whole flash");
}

An3155::Ended An3155::erase_once(ByteView pages, Duration patience) {
    if (const Ended how = command(RomCommand::erase); how != Ended::done) return how;
    rest_ = erase_rest;
    line_.send(pages);
    return ended(line_.answer(patience), Ended::data_refused);
}

}  // namespace stapel::flasher
