#pragma once

#include "fixtures/transport/stream.hpp"
#include "flasher/chip.hpp"
#include "flasher/image.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace stapel::flasher {

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

    An3155(transport::Stream& stream, const Clock& clock, std::stop_token stop, Options options);

    /// Autobaud with 0x7F until the first answer (a ROM may need 80 to 400 ms after reset), then Get and Get ID.
    /// `Failure{rom_silent}` after `patience`.
    void sync(Duration patience);

    [[nodiscard]] const Chip& chip() const;  ///< after `sync`
    [[nodiscard]] int rom_version() const;   ///< BCD, 0x31 = 3.1; after `sync`

    [[nodiscard]] Bytes read(std::uint32_t address, std::size_t length);
    void write(std::uint32_t address, ByteView bytes);  ///< at most 256 bytes, a multiple of 4
    void erase_units(const std::vector<std::uint32_t>& units);
    void erase_all();

    [[nodiscard]] int retries() const { return retries_; }

private:
    struct Impl;
    transport::Stream& stream_;
    const Clock& clock_;
    std::stop_token stop_;
    Options options_;
    const Chip* chip_ = nullptr;
    int rom_version_ = 0;
    Bytes commands_;
    int retries_ = 0;
};

}  // namespace stapel::flasher
