#pragma once

#include "flasher/bootloader.hpp"
#include "flasher/dfu_interface.hpp"
#include "flasher/dfu_link.hpp"
#include "flasher/memory_map.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace stapel::flasher {

/// The client of ST's ROM bootloader on USB (DFU 1.1 with ST's extension DfuSe: AN3156, UM0424).
///
/// Failures: `rom_silent` (no answer, or work without an end), `rom_lost_sync` (a state that cannot be left, tries
/// spent), `rom_refused`, `chip_unknown`, `chip_protected` (readout protection), `chip_exchanged`, `erase_failed`,
/// `flash_mismatch`; `channel_gone`, `channel_busy`, `channel_not_permitted`, `usb_answer` of the USB device. Every
/// retry is counted. The stop token ends any call with `Cancelled`.
class DfuSe final : public Bootloader {
public:
    /// Opens the device that stands at its place now.
    using Open = std::function<std::unique_ptr<transport::UsbDevice>(TimePoint deadline, std::stop_token stop)>;

    DfuSe(Open open, const Clock& clock, std::stop_token stop);

    /// Waits for the device, and brings its bootloader to where it waits for a command, from whatever state an earlier
    /// program has left it in. Again = after `leave`, a reset or a loss: it must be the same chip then.
    void connect(Duration patience);

    [[nodiscard]] const Chip& chip() const override;  ///< after `connect`
    [[nodiscard]] int rom_version() const override;   ///< after `connect`
    /// The serial number that the device shows: 12 digits that follow from the chip's unique identifier.
    [[nodiscard]] const std::string& serial() const { return serial_; }
    /// The chip's unique identifier; of a ROM that does not let it be read, the device's serial number.
    [[nodiscard]] std::string uid() override;
    [[nodiscard]] std::size_t block_size() const override { return block_size_; }
    [[nodiscard]] int retries() const override { return retries_; }

    [[nodiscard]] Bytes read(std::uint32_t address, std::size_t length) override;
    /// 2 KiB go over a full-speed bus in 2.5 ms (USB 2.0, table 5-2), and no page of the family is erased in less than 22.
    [[nodiscard]] bool reads_fast() const override { return true; }
    [[nodiscard]] std::optional<Difference> difference(std::uint32_t address, ByteView bytes) override;
    /// Blocks that stand at multiples of `block_size` from each other take three transfers each.
    void write(std::uint32_t address, ByteView bytes) override;
    void erase_units(const std::vector<std::uint32_t>& units) override;
    void erase_all() override;
    /// Starts the program whose vector table stands at `address`; the device goes away.
    void leave(std::uint32_t address);

private:
    /// What is open now.
    struct Session {
        std::unique_ptr<transport::UsbDevice> device;
        DfuInterface interface;
        DfuLink link;
    };
    /// Bytes that make the device work.
    struct Message {
        std::uint16_t block = 0;
        ByteView bytes;
        Duration patience{};      ///< longest that the work may take
        const std::string& what;  ///< for messages
    };

    void open(TimePoint end);
    void open_once(TimePoint end);
    void reopen(TimePoint end);
    void identify();
    void choose_flash();
    [[nodiscard]] DfuFunction function();

    void settle(TimePoint end);
    /// Comes back from wherever a message was lost; what the device counts blocks from is unknown then.
    void recover();
    /// True = it waits for a command.
    [[nodiscard]] bool step_towards_idle(const DfuStatus& status, TimePoint end);
    /// Leaves the state of the other direction: only `mine` and dfuIDLE are good.
    void ready_for(DfuState mine);

    /// `make` makes the message anew for each try.
    void send(const std::function<Message()>& make);
    /// False = the device would not begin it.
    [[nodiscard]] bool begin(const Message& message);
    [[nodiscard]] std::uint16_t reach(std::uint32_t address, DfuState direction);
    void point_at(std::uint32_t address);
    void command(std::uint8_t code, std::uint32_t address, Duration patience, const std::string& what);
    [[nodiscard]] std::optional<std::uint16_t> block_at(std::uint32_t address) const;
    [[noreturn]] void refused(DfuError error, const std::string& what) const;
    /// Throws when the device tells a reason, or says nothing at all.
    void find_reason(transport::UsbEnd end, const std::string& what);
    [[nodiscard]] DfuLink& link();

    Open open_;
    const Clock& clock_;
    std::stop_token stop_;
    std::optional<Session> session_;
    const Chip* chip_ = nullptr;
    int rom_version_ = 0;
    std::string serial_, address_;
    std::size_t transfer_size_ = 0, block_size_ = 0;  ///< what the device numbers its blocks by; what goes into one
    std::optional<std::uint32_t> pointer_;  ///< what the device counts blocks from, as far as it is known
    DfuState state_ = DfuState::idle;
    bool reopened_ = false;  ///< and not looked at yet whether it is the same chip
    int retries_ = 0;
};

}  // namespace stapel::flasher
