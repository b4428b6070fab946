// Any bytes from the wire: what comes out of a good frame goes into the same frame; and any bytes as a message come back.

#include "firmware/module/slip.hpp"
#include "tests/fuzz/require.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

using namespace stapel::firmware;

namespace {

void require_comes_back(const std::uint8_t* message, std::size_t length) {
    std::vector<std::uint8_t> bytes(2 * (length + 2) + 2);
    const std::size_t framed = frame(message, length, bytes.data());
    require(framed <= bytes.size() && bytes[0] == 0xC0 && bytes[framed - 1] == 0xC0);
    const auto input = std::make_unique<SlipInput>();
    for (std::size_t at = 0; at + 1 < framed; ++at) {
        require(at == 0 || bytes[at] != 0xC0);
        require(take(*input, bytes[at]) == SlipEvent::none);
    }
    const bool fits = length > 0 && length + 2 <= sizeof input->bytes;
    require(take(*input, 0xC0) == (fits ? SlipEvent::message : SlipEvent::dropped));
    if (fits) require(input->length == length && std::memcmp(input->bytes, message, length) == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = std::make_unique<SlipInput>();
    for (std::size_t at = 0; at < size; ++at) {
        const SlipEvent event = take(*input, data[at]);
        require(input->length <= sizeof input->bytes);
        if (event == SlipEvent::message) require_comes_back(input->bytes, input->length);
    }
    require_comes_back(data, size);
    return 0;
}
