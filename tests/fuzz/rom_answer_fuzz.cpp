#include "flasher/an3155.hpp"
#include "flasher/compare.hpp"
#include "station/base/failure.hpp"
#include "tests/fuzz/answering_stream.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

// Any answers where a ROM bootloader should be: meeting it, its sums, its number and its protection end in a value that
// fits what was asked, or in a failure with words. The input is pieces, one for each packet that is sent.

using namespace stapel;
using namespace stapel::flasher;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t start = 0x08000000;

void ask(An3155& rom) {
    rom.sync(1s);
    require(find_chip(rom.chip().product_id) == &rom.chip());
    const Bytes bytes(1024, std::byte{0x5A});
    if (const auto sum = rom.sum(start, bytes.size())) require(rom.can_sum());
    std::size_t compared = 0;
    const auto difference = find_difference(rom, start, bytes, [&](std::size_t count) { compared += count; });
    require(compared <= 2 * bytes.size());
    if (difference) {
        require(difference->address >= start && difference->address < start + bytes.size());
        require(difference->expected != difference->read);
    }
    require(rom.uid().size() == 24);
    rom.protect(1s);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ByteView rest = std::as_bytes(std::span(data, size));
    WaitedClock clock;
    AnsweringStream stream(clock, [&](ByteView) {
        const ByteView piece = take_piece(rest);
        const ByteView answer = piece.subspan(std::min<std::size_t>(1, piece.size()));
        return Bytes(answer.begin(), answer.end());
    });
    An3155 rom(stream, clock, {}, {.block_tries = 3});
    try {
        ask(rom);
    } catch (const Failure& failure) {
        require(!failure.detail().empty());
    }
    return 0;
}
