#pragma once

#include "fixtures/transport/usb_descriptors.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace stapel::flasher {

/// What a device says about its firmware upgrade (DFU 1.1, table 4.2).
struct DfuFunction {
    static constexpr std::uint8_t can_download = 1, can_upload = 2, stays_after = 4, detaches_itself = 8;
    static constexpr std::uint16_t st_extension = 0x011A;

    std::uint8_t attributes = 0;
    std::uint16_t detach_ms = 0;
    std::uint16_t transfer_size = 0;  ///< most bytes of one request
    std::uint16_t version = 0;        ///< BCD
};

/// A functional descriptor, that of DFU 1.0 (without a version) as well; none when it is none.
[[nodiscard]] std::optional<DfuFunction> parse_dfu_function(ByteView descriptor);

/// An interface for firmware upgrade.
struct DfuInterface {
    struct Memory {
        std::uint8_t alternate = 0, name = 0;  ///< `name`: index of the string that describes it
    };
    std::uint8_t number = 0;
    bool running = false;  ///< the application's, that has to detach first
    std::vector<Memory> memories;
    std::optional<DfuFunction> function;  ///< none = it has to be asked for
};

/// The first such interface of a configuration. Its functional descriptor may stand behind any alternate setting, or
/// before the first interface. Protocol 1 alone counts as running: some bootloaders say 0.
[[nodiscard]] std::optional<DfuInterface> find_dfu(const transport::UsbConfiguration& configuration);

}  // namespace stapel::flasher
