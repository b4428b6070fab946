#pragma once

#include "fixtures/transport/stream.hpp"
#include "flasher/chip.hpp"
#include "flasher/image.hpp"
#include "flasher/rom_line.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace stapel::flasher {

/// A byte of the flash that is not what it should be.
struct Difference {
    std::uint32_t address = 0;
    std::byte expected{}, read{};
};

/// The client of ST's ROM bootloader on a UART (AN3155). The line is set to 8E1 by `sync`.
///
/// Failures: `rom_silent`, `rom_lost_sync` (retries spent), `rom_refused` (NACK where none is due), `chip_unknown`,
/// `chip_protected` (readout protection), `chip_write_protected`, `erase_failed`, `flash_mismatch`. Every retry is
/// counted. The stop token ends any call with `Cancelled`.
class An3155 {
public:
    struct Options {
        std::uint32_t baud = 115200;
        int block_tries = 5;                ///< tries of one packet before `rom_lost_sync`
    };

    static constexpr std::size_t block_size = 256;  ///< most bytes of one Read or Write

    An3155(transport::Stream& stream, const Clock& clock, std::stop_token stop, Options options);

    /// Autobaud with 0x7F until the first answer (a ROM may need 80 to 400 ms after reset), then Get and Get ID.
    /// `Failure{rom_silent}` after `patience`.
    void sync(Duration patience);

    [[nodiscard]] const Chip& chip() const;  ///< after `sync`
    [[nodiscard]] int rom_version() const;   ///< BCD, 0x31 = 3.1; after `sync`

    [[nodiscard]] Bytes read(std::uint32_t address, std::size_t length);
    void write(std::uint32_t address, ByteView bytes);  ///< at most 256 bytes, a multiple of 4
    /// Numbers of units, in any order; the settings' units are erased like any other.
    void erase_units(const std::vector<std::uint32_t>& units);
    void erase_all();

    /// The first of `bytes`, at most 256, that the flash does not hold. Read memory has no checksum: a byte counts as
    /// different only when every one of `block_tries` readings says so.
    [[nodiscard]] std::optional<Difference> difference(std::uint32_t address, ByteView bytes);

    [[nodiscard]] int retries() const { return retries_; }

private:
    /// How one try of a command ended: where the ROM said NACK, or that the two lost each other.
    enum class Ended { done, command_refused, address_refused, data_refused, lost, silent };

    [[nodiscard]] static Ended ended(Answer answer, Ended if_refused);
    [[nodiscard]] Ended command(std::uint8_t code);
    [[nodiscard]] Ended command_at(std::uint8_t code, std::uint32_t address);
    [[nodiscard]] Ended greet();
    [[nodiscard]] Ended get();
    [[nodiscard]] Ended get_id(std::uint16_t& id);
    [[nodiscard]] Ended read_once(std::uint32_t address, std::span<std::byte> into);
    [[nodiscard]] Ended write_once(std::uint32_t address, ByteView bytes);
    [[nodiscard]] Ended erase_once(ByteView pages, Duration patience);
    [[nodiscard]] std::uint16_t product_id();
    void read_into(std::uint32_t address, std::span<std::byte> into);
    void write_small(std::uint32_t address, ByteView bytes);
    void erase_some(std::span<const std::uint32_t> units);
    void erase_halves(std::span<const std::uint32_t> units);

    template <typename Once>
    [[nodiscard]] Ended persist(std::byte filler, Once once);
    [[noreturn]] void give_up(Ended ended, std::string_view command, const std::string& where) const;

    RomLine line_;
    const Clock& clock_;
    Options options_;
    const Chip* chip_ = nullptr;
    int rom_version_ = 0;
    std::size_t rest_ = 0;  ///< most bytes that the ROM can be waiting for
    int retries_ = 0;
};

}  // namespace stapel::flasher
