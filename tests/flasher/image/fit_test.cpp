#include "flasher/image/fit.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::flasher;
using Catch::Matchers::Contains;

namespace {

/// Raw binary with an initial stack pointer, as hex, and a reset vector that is right.
ImageFile program(std::string_view stack) {
    return parse_image(text_of(from_hex(std::string(stack) + "09000008" + std::string(32, '0'))), "x.bin", 0x08000000);
}

const Chip& f405() { return *find_chip("stm32f405"); }
const Chip& l476() { return *find_chip("stm32l476"); }

}  // namespace

TEST_CASE("an image for one chip fits that one") {
    CHECK_FALSE(problem_on(program("00000120"), f405()));
    CHECK_FALSE(problem_on(program("00000120"), l476()));
    const ImageFile large = program("00000220");  // the RAM of the other chip ends before
    CHECK_FALSE(problem_on(large, f405()));
    CHECK_THAT(problem_on(large, l476())->message, Contains("the RAM of stm32l476"));
    CHECK_FALSE(problem_on_all_chips(large));
    CHECK(problem_on_all_chips(program("00000320"))->place.offset == 0);
}

TEST_CASE("the place is that of the first byte that is wrong") {
    const ImageFile file = parse_image(":020000040800F2\n:0100000000FF\n:020000042000DA\n:0100000000FF\n:00000001FF\n",
                                       "x.hex", 0);
    CHECK(problem_on(file, f405())->place.line == 4);
}

TEST_CASE("a DFU file for another device fits no chip") {
    ImageFile file = program("00000120");
    for (const UsbDevice& usb :
         {UsbDevice{}, UsbDevice{.vendor = 0x0483}, UsbDevice{.vendor = 0x0483, .product = 0xDF11}}) {
        file.usb = usb;
        CHECK_FALSE(problem_on_all_chips(file));
    }
    file.usb = UsbDevice{.vendor = 0x0483, .product = 0xDF12};
    CHECK_THAT(problem_on_all_chips(file)->message, Contains("one for 0483:DF12 found"));
}
