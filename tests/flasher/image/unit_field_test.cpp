#include "flasher/image/unit_field.hpp"

#include "flasher/chip.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace stapel;
using namespace stapel::flasher;
using Catch::Matchers::Contains;

namespace {

constexpr std::uint32_t header_length_of_image = 0x400;

/// An image of 0x400 bytes that its header covers, and 0x100 bytes more behind it.
ImageFile image() {
    Bytes bytes(0x500, std::byte{0x5A});
    const Bytes vectors = from_hex("0000012009000008");
    std::ranges::copy(vectors, bytes.begin());
    return parse_image(text_of(bytes), "x.bin", flash_start);
}

std::string expected(UnitField field) {
    const auto problem =
        unit_field_problem(image(), {.type = "NB02", .version = "v", .length = header_length_of_image}, field);
    return problem ? problem->expected : std::string();
}

}  // namespace

TEST_CASE("a field stands behind what the header's CRC covers, in one window, in the flash and before the settings") {
    CHECK(expected({0x400, 16}).empty());
    CHECK(expected({0x4F0, 16}).empty());
    CHECK(expected({0x20000, 256}).empty());
    CHECK_THAT(expected({0x3FF, 16}), Contains("from 0x400 on"));
    CHECK_THAT(expected({0x240, 16}), Contains("from 0x400 on"));
    CHECK_THAT(expected({0x200F1, 16}), Contains("multiple of 0x100"));
    CHECK_THAT(expected({0x4F8, 16}), Contains("multiple of 0x100"));
    CHECK_THAT(expected({0xFFFFFFF0, 16}), Contains("inside the flash"));
    CHECK_THAT(expected({0xFFF00, 16}), Contains("can hold"));  // the last units of both chips are the settings'
    CHECK(expected({0xC0000, 16}).empty());                      // free on stm32l476 alone
}

TEST_CASE("a field is wholly in the image or wholly outside") {
    auto file = image();
    REQUIRE(file.image.add(flash_start + 0x20008, Bytes(8, std::byte{1})));
    const ModuleHeader header{.type = "NB02", .version = "v", .length = header_length_of_image};
    CHECK_THAT(unit_field_problem(file, header, {0x20000, 16})->expected, Contains("all in the image"));
    CHECK_FALSE(unit_field_problem(file, header, {0x20008, 8}));
}

TEST_CASE("a field is written over what the image has there, or beside it") {
    auto file = image();
    put_unit_field(file.image, {0x400, 4}, from_hex("01020304"));
    put_unit_field(file.image, {0x20000, 4}, from_hex("05060708"));
    CHECK(file.image.size() == 0x504);
    CHECK(file.image.bytes(flash_start + 0x3FF, 6) == from_hex("5A010203045A"));
    CHECK(file.image.bytes(flash_start + 0x20000, 4) == from_hex("05060708"));
    put_unit_field(file.image, {0x20000, 4}, from_hex("090A0B0C"));
    CHECK(file.image.bytes(flash_start + 0x20000, 4) == from_hex("090A0B0C"));
}
