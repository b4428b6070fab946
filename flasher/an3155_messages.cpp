#include "flasher/an3155.hpp"

#include "station/base/failure.hpp"

#include <fmt/format.h>

namespace stapel::flasher {
namespace {

struct Verdict {
    Code code;
    std::string_view found, advice;
};

}  // namespace

void An3155::give_up(Ended ended, RomCommand command, const std::string& where) const {
    const bool erase = command == RomCommand::erase;
    const bool memory = command != RomCommand::get && command != RomCommand::get_id;
    Verdict verdict{Code::rom_lost_sync, "wrong, missing or changing answers",
                    "the line is noisy, clean the nest's contacts"};
    if (ended == Ended::silent)
        verdict = {Code::rom_lost_sync, "silence, even to the bytes that bring a ROM back into step,",
                   "the module lost its supply or a contact"};
    if (ended == Ended::command_refused && memory)  // what readout protection does (AN3155, Read memory)
        verdict = {Code::chip_protected, "NACK (1F) to the command itself",
                   "readout protection is on, the chip has to be unprotected first"};
    if (ended == Ended::command_refused && !memory)
        verdict = {Code::rom_refused, "NACK (1F) to the command itself", "look whether this is the right chip"};
    if (ended == Ended::address_refused)
        verdict = {Code::rom_refused, "NACK (1F) to the address", "look whether this is the right chip"};
    if (ended == Ended::data_refused && erase)
        verdict = {Code::erase_failed, "NACK (1F) after the list of units", "the flash is worn or damaged"};
    if (ended == Ended::data_refused && !erase)
        verdict = {Code::rom_refused, "NACK (1F) to the data", "the cells there are not erased or cannot be written"};
    throw Failure(verdict.code, fmt::format("ACK (79) expected to {} {}, {} found in each of {} tries: {}",
                                            name_of(command), where, verdict.found, options_.block_tries, verdict.advice));
}

}  // namespace stapel::flasher
