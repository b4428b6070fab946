#include "flasher/dfu_link.hpp"

#include "station/base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace stapel::flasher {
namespace {

using transport::UsbDone, transport::UsbEnd, transport::UsbSetup;
using namespace std::chrono_literals;

// DFU 1.1, table 3.2.
constexpr std::uint8_t to_interface = 0x21, from_interface = 0xA1;
constexpr std::uint8_t detach_code = 0, download_code = 1, upload_code = 2, get_status_code = 3, clear_status_code = 4,
                       abort_code = 6;
constexpr std::size_t status_length = 6;

constexpr Duration longest_announcement = 40s;  // the longest mass erase of the family takes 32 s
constexpr Duration least_wait = 1ms;            // some devices announce nothing and are asked again and again

constexpr std::array<std::string_view, 16> error_names{"OK",         "errTARGET",       "errFILE",     "errWRITE",
                                                       "errERASE",   "errCHECK_ERASED", "errPROG",     "errVERIFY",
                                                       "errADDRESS", "errNOTDONE",      "errFIRMWARE", "errVENDOR",
                                                       "errUSBR",    "errPOR",          "errUNKNOWN",  "errSTALLEDPKT"};

bool at_work(DfuState state) { return state == DfuState::download_sync || state == DfuState::busy; }

}  // namespace

std::string name_of(DfuError error) {
    const auto number = static_cast<std::size_t>(error);
    return number < error_names.size() ? std::string(error_names[number]) : fmt::format("status 0x{:02X}", number);
}

DfuLink::DfuLink(transport::UsbDevice& device, std::uint8_t interface, const Clock& clock, std::stop_token stop)
    : device_(device), interface_(interface), clock_(clock), stop_(std::move(stop)) {}

DfuLink::Asked DfuLink::get_status() {
    std::array<std::byte, status_length> answer{};
    const UsbSetup setup{.request_type = from_interface, .request = get_status_code, .value = 0, .index = interface_};
    const UsbDone done = device_.control_in(setup, answer, clock_.now() + answer_time, stop_);
    if (done.end != UsbEnd::done) return {.end = done.end};
    if (done.count != answer.size())
        throw Failure(Code::usb_answer,
                      fmt::format("{}: {} bytes expected in the answer to GETSTATUS, {} received: the "
                                  "device speaks no DFU",
                                  device_.address(), answer.size(), done.count));
    const auto at = [&answer](std::size_t index) { return std::to_integer<std::uint32_t>(answer[index]); };
    return {.end = UsbEnd::done,
            .status = {.error = static_cast<DfuError>(at(0)), .state = static_cast<DfuState>(at(4)),
                       .wait = std::chrono::milliseconds(at(1) | at(2) << 8 | at(3) << 16)}};
}

UsbEnd DfuLink::clear_status() { return request(clear_status_code, 0, {}); }
UsbEnd DfuLink::abort() { return request(abort_code, 0, {}); }
UsbEnd DfuLink::detach(std::uint16_t timeout_ms) { return request(detach_code, timeout_ms, {}); }
UsbEnd DfuLink::download(std::uint16_t block, ByteView bytes) { return request(download_code, block, bytes); }

UsbDone DfuLink::upload(std::uint16_t block, std::span<std::byte> into) {
    const UsbSetup setup{.request_type = from_interface, .request = upload_code, .value = block, .index = interface_};
    return device_.control_in(setup, into, clock_.now() + answer_time, stop_);
}

Bytes DfuLink::functional_descriptor() {
    constexpr std::uint8_t interface_standard = 0x81, get_descriptor = 6;
    constexpr std::uint16_t functional = 0x2100;
    Bytes bytes(9);
    const UsbSetup setup{.request_type = interface_standard, .request = get_descriptor, .value = functional,
                         .index = interface_};
    const UsbDone done = device_.control_in(setup, bytes, clock_.now() + answer_time, stop_);
    bytes.resize(done.end == UsbEnd::done ? done.count : 0);
    return bytes;
}

DfuStatus DfuLink::finish(Duration patience) {
    TimePoint end = clock_.now() + patience;
    std::optional<Duration> announced;
    while (true) {
        const Asked asked = get_status();
        if (asked.end == UsbEnd::done) {
            if (!at_work(asked.status.state)) return asked.status;
            const Duration wait = std::clamp(asked.status.wait, least_wait, longest_announcement);
            if (!announced) end = std::max(end, clock_.now() + wait + answer_time);  // once: it might go on for ever
            announced = wait;
        }
        if (clock_.now() >= end) break;
        clock_.sleep_until(clock_.now() + announced.value_or(least_wait), stop_);
    }
    throw Failure(Code::rom_silent,
                  fmt::format("{}: the end of its work expected within {} ms, the bootloader is still "
                              "at it: check the module's supply",
                              device_.address(), to_ms(patience)));
}

UsbEnd DfuLink::request(std::uint8_t code, std::uint16_t value, ByteView bytes) {
    const UsbSetup setup{.request_type = to_interface, .request = code, .value = value, .index = interface_};
    return device_.control_out(setup, bytes, clock_.now() + answer_time, stop_).end;
}

}  // namespace stapel::flasher
