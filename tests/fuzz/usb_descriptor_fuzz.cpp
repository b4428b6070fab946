#include "fixtures/transport/usb_descriptors.hpp"
#include "flasher/dfu_interface.hpp"
#include "tests/fuzz/require.hpp"

#include <cstdint>
#include <span>

// A configuration with all its descriptors, and a string: what a device says it is.

using namespace stapel;
using namespace stapel::transport;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes = std::as_bytes(std::span(data, size));
    if (const auto text = parse_string(bytes)) require(text->size() <= 3 * size);
    const auto configuration = parse_configuration(bytes);
    if (!configuration) return 0;
    std::size_t kept = configuration->extra.size();
    for (const UsbInterface& interface : configuration->interfaces)
        kept += interface.extra.size() + 9 + 7 * interface.endpoints.size();
    require(kept + 9 <= size);
    if (const auto found = flasher::find_dfu(*configuration)) require(!found->memories.empty());
    return 0;
}
