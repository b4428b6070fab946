#pragma once

#include "fixtures/transport/stream.hpp"
#include "flasher/bootloader.hpp"
#include "flasher/image.hpp"
#include "flasher/rom_line.hpp"
#include "flasher/rom_packets.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace stapel::flasher {

/// The client of ST's ROM bootloader on a UART (AN3155). The line is set to 8E1 by `sync`.
///
/// Failures: `rom_silent`, `rom_lost_sync` (retries spent), `rom_refused` (NACK where none is due), `chip_unknown`,
/// `chip_protected` (readout protection), `chip_write_protected`, `erase_failed`, `flash_mismatch`,
/// `protection_unchanged`. Every retry is counted. The stop token ends any call with `Cancelled`.
class An3155 final : public Bootloader {
public:
    struct Options {
        std::uint32_t baud = 115200;
        int block_tries = 5;                ///< tries of one packet before `rom_lost_sync`
    };

    An3155(transport::Stream& stream, const Clock& clock, std::stop_token stop, Options options);

    /// Autobaud with 0x7F until the first answer (a ROM may need 80 to 400 ms after reset), then Get and Get ID.
    /// `Failure{rom_silent}` after `patience`.
    void sync(Duration patience);

    [[nodiscard]] const Chip& chip() const override;  ///< after `sync`
    [[nodiscard]] int rom_version() const override;   ///< after `sync`
    [[nodiscard]] std::string uid() override { return to_hex(read_twice(chip().uid_address, uid_length)); }
    [[nodiscard]] std::size_t block_size() const override { return most_bytes; }
    [[nodiscard]] int retries() const override { return retries_; }
    [[nodiscard]] std::uint32_t baud() const { return line_.baud(); }

    [[nodiscard]] Bytes read(std::uint32_t address, std::size_t length) override;
    /// Read memory has no checksum, so two readings in a row must agree.
    [[nodiscard]] Bytes read_twice(std::uint32_t address, std::size_t length) override;
    /// Read memory has no checksum: a byte counts as different only when every one of `block_tries` readings says so.
    [[nodiscard]] std::optional<Difference> difference(std::uint32_t address, ByteView bytes) override;
    void write(std::uint32_t address, ByteView bytes) override;  ///< a multiple of 4
    void erase_units(const std::vector<std::uint32_t>& units) override;
    void erase_all() override;

    [[nodiscard]] bool can_sum() const override { return can_sum_; }
    /// Waits as long as a slow one may need.
    [[nodiscard]] std::optional<std::uint32_t> sum(std::uint32_t address, std::size_t length) override;
    void distrust_sums() override { can_sum_ = false; }

    /// Does the ROM refuse to read, as readout protection makes it?
    [[nodiscard]] bool is_protected();
    /// Switches readout protection to level 1, which only a mass erase takes back, and proves it: the chip resets itself
    /// and is met again within `patience`. Power may go at any moment: the chip is then protected or it is not.
    void protect(Duration patience);
    /// Switches readout protection off, which erases the whole flash, and meets the chip again.
    void unprotect(Duration patience);

private:
    static constexpr std::size_t most_bytes = 256;  ///< of one Read or Write
    static constexpr Duration mass_erase_patience = std::chrono::seconds(35);  // stm32flash's

    /// How one try of a command ended: where the ROM said NACK, or that the two lost each other.
    enum class Ended { done, command_refused, address_refused, data_refused, lost, silent };

    [[nodiscard]] static Ended ended(Answer answer, Ended if_refused);
    [[nodiscard]] Ended command(RomCommand code);
    [[nodiscard]] Ended command_at(RomCommand code, std::uint32_t address);
    [[nodiscard]] Ended greet();
    [[nodiscard]] Ended get();
    [[nodiscard]] Ended get_id(std::uint16_t& id);
    [[nodiscard]] Ended read_once(std::uint32_t address, std::span<std::byte> into);
    [[nodiscard]] Ended write_once(std::uint32_t address, ByteView bytes);
    [[nodiscard]] Ended erase_once(ByteView pages, Duration patience);
    [[nodiscard]] Ended sum_once(std::uint32_t address, std::size_t length, std::uint32_t& sum);
    /// A command that ends in a reset of the chip's own, until the chip is met again in the state wanted.
    void change_protection(RomCommand code, bool wanted, Duration patience);
    [[nodiscard]] std::uint16_t product_id();
    void read_into(std::uint32_t address, std::span<std::byte> into);
    void write_small(std::uint32_t address, ByteView bytes);
    void erase_some(std::span<const std::uint32_t> units);
    void erase_halves(std::span<const std::uint32_t> units);

    [[nodiscard]] Ended persist(std::byte filler, const std::function<Ended()>& once);
    [[noreturn]] void give_up(Ended ended, RomCommand command, const std::string& where) const;

    RomLine line_;
    const Clock& clock_;
    Options options_;
    const Chip* chip_ = nullptr;
    int rom_version_ = 0;
    bool can_sum_ = false;
    std::size_t rest_ = 0;  ///< most bytes that the ROM can be waiting for
    int retries_ = 0;
};

}  // namespace stapel::flasher
