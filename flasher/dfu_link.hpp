#pragma once

#include "fixtures/transport/usb_device.hpp"
#include "station/base/bytes.hpp"
#include "station/base/clock.hpp"

#include <cstdint>
#include <memory>
#include <string_view>

namespace stapel::flasher {

/// DFU 1.1, table in A.2.
enum class DfuState : std::uint8_t {
    app_idle, app_detach, idle, download_sync, busy, download_idle, manifest_sync, manifest, wait_reset, upload_idle,
    error
};

/// DFU 1.1, 6.1.2.
enum class DfuError : std::uint8_t {
    ok, target, file, write, erase, check_erased, program, verify, address, not_done, firmware, vendor, usb_reset,
    power_on_reset, unknown, stalled
};

/// `errVENDOR`; of a number that the standard does not have `status 0x..`.
[[nodiscard]] std::string name_of(DfuError error);

/// What a device tells about itself.
struct DfuStatus {
    DfuError error = DfuError::ok;
    DfuState state = DfuState::idle;
    Duration wait{};  ///< least time before the next question
};

/// The requests of DFU 1.1 to one interface, one exchange each.
///
/// Failures: `channel_gone`, `usb_answer` (an answer of the wrong length). The stop token ends any call with
/// `Cancelled`.
class DfuLink {
public:
    /// Longest that a device may take for one answer (what dfu-util allows).
    static constexpr Duration answer_time = std::chrono::seconds(5);

    DfuLink(transport::UsbDevice& device, std::uint8_t interface, const Clock& clock, std::stop_token stop);

    struct Asked {
        transport::UsbEnd end = transport::UsbEnd::done;
        DfuStatus status{};  ///< when it is done
    };
    [[nodiscard]] Asked get_status();
    [[nodiscard]] transport::UsbEnd clear_status();
    [[nodiscard]] transport::UsbEnd abort();
    [[nodiscard]] transport::UsbEnd detach(std::uint16_t timeout_ms);
    /// No bytes = the end of all blocks.
    [[nodiscard]] transport::UsbEnd download(std::uint16_t block, ByteView bytes);
    /// Fills `into` from the front; `count` is less at the memory's end.
    [[nodiscard]] transport::UsbDone upload(std::uint16_t block, std::span<std::byte> into);
    /// The functional descriptor, for devices that do not show it in their configuration; empty when refused.
    [[nodiscard]] Bytes functional_descriptor();

    /// Lets the device do what it was sent, as long as it says that it works, and tells how it ended. Of a device that
    /// does not answer in between the last announced time is waited again. `patience`: longest that the work may take
    /// for a device that announces nothing true.
    /// `Failure{rom_silent}` when it is at work for longer, or stalls every question.
    [[nodiscard]] DfuStatus finish(Duration patience);

private:
    [[nodiscard]] transport::UsbEnd request(std::uint8_t code, std::uint16_t value, ByteView bytes);

    transport::UsbDevice& device_;
    std::uint8_t interface_;
    const Clock& clock_;
    std::stop_token stop_;
};

}  // namespace stapel::flasher
