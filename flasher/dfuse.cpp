#include "flasher/dfuse.hpp"

#include "station/base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace stapel::flasher {
namespace {

using transport::UsbDone, transport::UsbEnd;
using namespace std::chrono_literals;

// AN3156, table 3.
constexpr std::uint8_t set_address = 0x21, erase_code = 0x41;
constexpr std::uint16_t command_block = 0, first_block = 2, last_block = 0xFFFF;
constexpr std::size_t least_read = 2;

constexpr int tries = 3;
constexpr Duration pointer_patience = 1s, write_patience = 2s;
constexpr Duration mass_erase_patience = 35s;  // what dfu-util allows: some ROMs announce 0.1 s for 32 s

}  // namespace

const Chip& DfuSe::chip() const {
    assert(chip_ != nullptr);
    return *chip_;
}

int DfuSe::rom_version() const { return rom_version_; }

std::string DfuSe::uid() {
    try {
        return to_hex(read(chip().uid_address, uid_length));
    } catch (const Failure& failure) {
        if (failure.code() != Code::rom_refused) throw;
        recover();
        return serial_;
    }
}

DfuLink& DfuSe::link() {
    assert(session_.has_value());
    return session_->link;
}

Bytes DfuSe::read(std::uint32_t address, std::size_t length) {
    const std::string what = fmt::format("read at 0x{:08X}", address);
    Bytes bytes(length + least_read - 1);
    for (std::size_t at = 0; at < length;) {
        const std::uint16_t block = reach(address + static_cast<std::uint32_t>(at), DfuState::upload_idle);
        const std::size_t asked = std::clamp(length - at, least_read, block_size_);
        const std::size_t wanted = std::min(asked, length - at);
        const UsbDone done = link().upload(block, std::span(bytes).subspan(at, asked));
        if (done.end != UsbEnd::done) {
            find_reason(done.end, what);
            refused(DfuError::stalled, what);
        }
        state_ = done.count < asked ? DfuState::idle : DfuState::upload_idle;  // DFU 1.1, A.2.10: short ends it
        if (done.count < wanted)
            throw Failure(Code::rom_refused,
                          fmt::format("{}: {} bytes expected when asked to {}, {} received: the memory ends there",
                                      address_, wanted, what, done.count));
        at += wanted;
    }
    bytes.resize(length);
    return bytes;
}

std::optional<Difference> DfuSe::difference(std::uint32_t address, ByteView bytes) {
    const Bytes read = this->read(address, bytes.size());
    const auto [found, expected] = std::ranges::mismatch(read, bytes);
    if (found == read.end()) return std::nullopt;
    return Difference{address + static_cast<std::uint32_t>(found - read.begin()), *expected, *found};
}

void DfuSe::write(std::uint32_t address, ByteView bytes) {
    assert(!bytes.empty() && bytes.size() <= block_size_);
    const std::string what = fmt::format("write at 0x{:08X}", address);
    send([&] {
        return Message{.block = reach(address, DfuState::download_idle), .bytes = bytes, .patience = write_patience,
                       .what = what};
    });
}

/// The number of the block at an address, in a state where it can be asked for.
std::uint16_t DfuSe::reach(std::uint32_t address, DfuState direction) {
    ready_for(direction);
    if (!block_at(address)) {
        point_at(address);
        ready_for(direction);
    }
    if (const auto block = block_at(address)) return *block;
    throw Failure(Code::rom_lost_sync, fmt::format("{}: the bootloader does not keep the address 0x{:08X} that was set",
                                                   address_, address));
}

void DfuSe::erase_units(const std::vector<std::uint32_t>& units) {
    const Duration patience = 2 * std::chrono::milliseconds(chip().page_erase_ms_max) + 1s;
    for (const std::uint32_t unit : units) {
        const std::uint32_t address = unit_start(chip(), unit);
        command(erase_code, address, patience, fmt::format("erase unit {} at 0x{:08X}", unit, address));
        pointer_.reset();  // ST's own sources set it
    }
}

void DfuSe::erase_all() {
    const std::array message{std::byte{erase_code}};
    const Duration patience =
        std::max<Duration>(mass_erase_patience, 2 * std::chrono::milliseconds(chip().mass_erase_ms_max));
    const std::string what = "erase everything";
    send([&] { return Message{.block = command_block, .bytes = message, .patience = patience, .what = what}; });
    pointer_.reset();
}

void DfuSe::leave(std::uint32_t address) {
    const std::string what = fmt::format("start the program at 0x{:08X}", address);
    point_at(address);
    if (const UsbEnd end = link().download(first_block, {}); end == UsbEnd::stalled) {
        find_reason(end, what);
        refused(DfuError::stalled, what);
    }
    try {
        static_cast<void>(link().get_status());  // makes it go; many are gone before they answer
    } catch (const Failure& gone) {
        if (gone.code() != Code::channel_gone) throw;
    }
    session_.reset();
}

void DfuSe::point_at(std::uint32_t address) {
    pointer_.reset();
    command(set_address, address, pointer_patience, fmt::format("set the address 0x{:08X}", address));
    pointer_ = address;
}

void DfuSe::command(std::uint8_t code, std::uint32_t address, Duration patience, const std::string& what) {
    const std::array message{std::byte{code}, static_cast<std::byte>(address & 0xFF),
                             static_cast<std::byte>(address >> 8 & 0xFF), static_cast<std::byte>(address >> 16 & 0xFF),
                             static_cast<std::byte>(address >> 24)};
    send([&] { return Message{.block = command_block, .bytes = message, .patience = patience, .what = what}; });
}

/// A message that the device stalls was not begun: unless it gives a reason, it is sent again.
void DfuSe::send(const std::function<Message()>& make) {
    for (int attempt = 1;; ++attempt) {
        const Message message = make();
        if (begin(message)) {
            const DfuStatus status = link().finish(message.patience);
            state_ = status.state;
            if (status.error != DfuError::ok) refused(status.error, message.what);
            if (state_ == DfuState::download_idle) return;
            throw Failure(Code::rom_lost_sync, fmt::format("{}: state 5 (dfuDNLOAD-IDLE) expected when asked to {}, {} found",
                                                           address_, message.what, static_cast<int>(state_)));
        }
        if (attempt == tries) refused(DfuError::stalled, message.what);
        ++retries_;
        recover();
    }
}

bool DfuSe::begin(const Message& message) {
    ready_for(DfuState::download_idle);
    const UsbEnd end = link().download(message.block, message.bytes);
    if (end == UsbEnd::done) return true;
    find_reason(end, message.what);
    return false;
}

std::optional<std::uint16_t> DfuSe::block_at(std::uint32_t address) const {
    if (!pointer_ || address < *pointer_ || (address - *pointer_) % transfer_size_ != 0) return std::nullopt;
    const std::size_t block = first_block + (address - *pointer_) / transfer_size_;
    return block <= last_block ? std::optional(static_cast<std::uint16_t>(block)) : std::nullopt;
}

void DfuSe::find_reason(UsbEnd end, const std::string& what) {
    if (end == UsbEnd::timed_out)
        throw Failure(Code::rom_silent,
                      fmt::format("{}: an answer expected within {} ms when asked to {}, none received: "
                                  "check the module's supply and the USB cable",
                                  address_, to_ms(DfuLink::answer_time), what));
    const auto asked = link().get_status();
    if (asked.end != UsbEnd::done) return;
    const DfuError error = asked.status.error;
    if (error != DfuError::ok && error != DfuError::stalled && error != DfuError::unknown) refused(error, what);
}

void DfuSe::refused(DfuError error, const std::string& what) const {
    const std::string said = fmt::format("{}: the bootloader says {} when asked to {}", address_, name_of(error), what);
    switch (error) {
        case DfuError::vendor:
            throw Failure(Code::chip_protected, said + ": its readout protection is on");
        case DfuError::erase:
        case DfuError::check_erased: throw Failure(Code::erase_failed, said);
        case DfuError::write:
        case DfuError::program:
        case DfuError::verify: throw Failure(Code::flash_mismatch, said + ": the cells do not take it");
        default: throw Failure(Code::rom_refused, said);
    }
}

}  // namespace stapel::flasher
