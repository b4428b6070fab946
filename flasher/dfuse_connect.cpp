// How a bootloader is found and brought to where it waits for a command.
#include "flasher/dfuse.hpp"

#include "fixtures/transport/usb_descriptors.hpp"
#include "station/base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace stapel::flasher {
namespace {

using transport::UsbEnd;
using namespace std::chrono_literals;

constexpr Duration look_again = 100ms, step = 5ms, longest_wait = 10s;
constexpr std::uint16_t detach_ms = 1000;
// What AN3156 lets one Write memory carry, and what endpoint 0 takes at once.
constexpr std::size_t most_bytes = 2048, least_bytes = 64;

std::string quoted_list(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", text);
    return list.empty() ? "none" : list;
}

}  // namespace

DfuSe::DfuSe(Open open, const Clock& clock, std::stop_token stop)
    : open_(std::move(open)), clock_(clock), stop_(std::move(stop)) {}

void DfuSe::connect(Duration patience) {
    const TimePoint end = clock_.now() + patience;
    session_.reset();
    open(end);
    settle(std::max(end, clock_.now() + DfuLink::answer_time));
    identify();
    reopened_ = false;
}

/// A ROM shows itself on the bus some time after its reset, and one that was let go may be busy for a moment.
void DfuSe::open(TimePoint end) {
    while (true) {
        try {
            return open_once(end);
        } catch (const Failure& failure) {
            const bool comes = failure.code() == Code::channel_gone ||
                               (failure.code() == Code::channel_busy && !address_.empty());
            if (!comes || clock_.now() + look_again > end) throw;
        }
        clock_.sleep_until(clock_.now() + look_again, stop_);
    }
}

void DfuSe::open_once(TimePoint end) {
    auto device = open_(std::max(end, clock_.now() + look_again), stop_);
    const auto configuration = read_configuration(*device, clock_.now() + DfuLink::answer_time, stop_);
    const auto interface = find_dfu(configuration);
    if (!interface)
        throw Failure(Code::channel_unusable,
                      fmt::format("{}: a device that takes firmware over USB (DFU) expected, one "
                                  "without such an interface found: check the address and the "
                                  "boot strap",
                                  device->address()));
    device->claim(interface->number);
    address_ = device->address();
    pointer_.reset();
    auto& opened = *device;
    session_.emplace(Session{std::move(device), *interface, DfuLink(opened, interface->number, clock_, stop_)});
}

void DfuSe::reopen(TimePoint end) {
    session_.reset();
    clock_.sleep_until(clock_.now() + look_again, stop_);
    open(std::max(end, clock_.now() + DfuLink::answer_time));
    reopened_ = true;
}

void DfuSe::identify() {
    auto& device = *session_->device;
    const TimePoint deadline = clock_.now() + DfuLink::answer_time;
    const std::uint8_t index = transport::read_serial_index(device, deadline, stop_);
    std::string serial = transport::read_string(device, index, deadline, stop_);
    if (chip_ != nullptr && serial != serial_)
        throw Failure(Code::chip_exchanged, fmt::format("{}: the chip \"{}\" expected again, \"{}\" found", address_,
                                                        serial_, serial));
    const DfuFunction own = function();
    if (own.version != DfuFunction::st_extension)
        throw Failure(Code::chip_unknown,
                      fmt::format("{}: ST's bootloader (DFU version 011A) expected, {:04X} found: the "
                                  "chip is of another make",
                                  address_, own.version));
    transfer_size_ = std::max<std::size_t>(own.transfer_size, least_bytes);
    block_size_ = std::bit_floor(std::min(transfer_size_, most_bytes));  // divides every unit
    rom_version_ = device.identity().release >> 8;
    choose_flash();
    serial_ = std::move(serial);
}

DfuFunction DfuSe::function() {
    if (session_->interface.function) return *session_->interface.function;
    return parse_dfu_function(link().functional_descriptor()).value_or(DfuFunction{});
}

/// Each memory is an alternate setting; the chip is known by the sectors of its flash.
void DfuSe::choose_flash() {
    auto& device = *session_->device;
    const DfuInterface& interface = session_->interface;
    std::vector<std::string> names;
    for (const auto& memory : interface.memories) {
        const TimePoint deadline = clock_.now() + DfuLink::answer_time;
        names.push_back(transport::read_string(device, memory.name, deadline, stop_));
        const auto map = parse_memory_map(names.back());
        chip_ = map ? chip_with(*map) : nullptr;
        if (chip_ == nullptr) continue;
        const bool chosen = device.set_alternate(interface.number, memory.alternate, deadline, stop_);
        if (chosen || memory.alternate == 0) return;
        throw Failure(Code::rom_refused, fmt::format("{}: the bootloader refuses to give access to \"{}\"", address_,
                                                     names.back()));
    }
    throw Failure(Code::chip_unknown,
                  fmt::format("{}: the flash of a chip of the table expected among the memories, {} "
                              "found: add the chip, or look whether the right module is in the nest",
                              address_, quoted_list(names)));
}

void DfuSe::settle(TimePoint end) {
    std::optional<DfuStatus> last;
    while (true) {
        const auto asked = link().get_status();
        if (asked.end == UsbEnd::done) {
            last = asked.status;
            if (step_towards_idle(asked.status, end)) break;
        }
        if (clock_.now() >= end) {
            if (!last)
                throw Failure(Code::rom_silent,
                              fmt::format("{}: an answer to GETSTATUS expected, none received: switch the "
                                          "module off and on with its boot strap on",
                                          address_));
            throw Failure(
                Code::rom_lost_sync,
                fmt::format("{}: state 2 (dfuIDLE) expected, {} ({}) found again and again: switch the module "
                            "off and on with its boot strap on",
                            address_, static_cast<int>(last->state), name_of(last->error)));
        }
        clock_.sleep_until(clock_.now() + step, stop_);
    }
    state_ = DfuState::idle;
}

/// DFU 1.1, A.2: the way out of each state. What is refused shows in the next answer.
bool DfuSe::step_towards_idle(const DfuStatus& status, TimePoint end) {
    switch (status.state) {
        case DfuState::idle: return true;
        case DfuState::error: static_cast<void>(link().clear_status()); break;
        case DfuState::download_idle:
        case DfuState::upload_idle: static_cast<void>(link().abort()); break;
        case DfuState::wait_reset:
            session_->device->reset(clock_.now() + DfuLink::answer_time, stop_);
            reopen(end);
            break;
        case DfuState::app_idle:
        case DfuState::app_detach:
            static_cast<void>(link().detach(detach_ms));
            if ((function().attributes & DfuFunction::detaches_itself) == 0)
                session_->device->reset(clock_.now() + DfuLink::answer_time, stop_);
            reopen(end);
            break;
        default: clock_.sleep_until(clock_.now() + std::min<Duration>(status.wait, longest_wait), stop_);
    }
    return false;
}

void DfuSe::ready_for(DfuState mine) {
    if (state_ == DfuState::idle || state_ == mine) return;
    if (link().abort() != UsbEnd::done) recover();
    state_ = DfuState::idle;
}

void DfuSe::recover() {
    settle(clock_.now() + DfuLink::answer_time);
    pointer_.reset();
    if (std::exchange(reopened_, false)) identify();
}

}  // namespace stapel::flasher
