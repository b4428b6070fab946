#include "flasher/dfuse.hpp"
#include "tests/fuzz/answering_usb.hpp"
#include "tests/fuzz/require.hpp"

#include <cstdint>
#include <memory>
#include <span>

// What a bootloader answers on USB, transfer by transfer.

using namespace stapel;
using namespace stapel::flasher;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ByteView input = std::as_bytes(std::span(data, size));
    WaitedClock clock;
    DfuSe client([&](TimePoint, std::stop_token) { return std::make_unique<AnsweringUsb>(input, clock); }, clock, {});
    try {
        client.connect(std::chrono::seconds(1));
        require(client.block_size() >= 64 && client.block_size() <= 4096);
        client.erase_units({0, 1});
        client.write(client.chip().flash_start, Bytes(64));
        require(client.read(client.chip().flash_start, 100).size() == 100);
        client.leave(client.chip().flash_start);
        client.connect(std::chrono::seconds(1));
    } catch (const Failure& failure) {
        require(!failure.detail().empty());
    }
    return 0;
}
