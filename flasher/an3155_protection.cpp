#include "flasher/an3155.hpp"

#include "station/base/failure.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace stapel::flasher {
namespace {

using namespace std::chrono_literals;

constexpr Duration option_patience = 5s;  // option bytes are erased and written

}  // namespace

bool An3155::is_protected() {
    std::array<std::byte, 4> word{};
    const Ended how = persist(no_data_filler, [&] { return read_once(chip().flash_start, word); });
    if (how == Ended::done || how == Ended::command_refused) return how == Ended::command_refused;
    give_up(how, RomCommand::read, fmt::format("at 0x{:08X}", chip().flash_start));
}

void An3155::protect(Duration patience) { change_protection(RomCommand::protect_readout, true, patience); }

void An3155::unprotect(Duration patience) { change_protection(RomCommand::unprotect_readout, false, patience); }

// What the ROM says last may be lost with the reset behind it: only the state afterwards counts.
void An3155::change_protection(RomCommand code, bool wanted, Duration patience) {
    const Duration mass_erase = std::chrono::milliseconds(2 * chip().mass_erase_ms_max);
    for (int tries = 0; tries < options_.block_tries; ++tries) {
        if (command(code) == Ended::done)
            static_cast<void>(line_.answer(wanted ? option_patience : std::max(mass_erase_patience, mass_erase)));
        sync(patience);
        if (is_protected() == wanted) return;
        ++retries_;
    }
    throw Failure(Code::protection_unchanged,
                  fmt::format("readout protection {} expected after {}, {} found in each of {} tries: the option bytes "
                              "cannot be written", wanted ? "on" : "off", name_of(code), wanted ? "off" : "on",
                              options_.block_tries));
}

}  // namespace stapel::flasher
