#include "flasher/image/dfu_file.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::flasher;
using Catch::Matchers::Contains;

namespace {

constexpr std::uint32_t base = 0x08000000;

Image two_blocks() {
    Image image;
    REQUIRE(image.add(base, from_hex("0102030405060708")));
    REQUIRE(image.add(base + 0x1000, from_hex("AABBCC")));
    return image;
}

/// Replaces the suffix after the body was changed, so that only that change is wrong.
Bytes sealed(Bytes content, std::uint16_t version) {
    content.resize(content.size() - dfu_suffix_length);
    append_dfu_suffix(content, rom_device, version);
    return content;
}

ImageError error_of(const Bytes& content) {
    try {
        static_cast<void>(parse_dfu(content, "x.dfu", base));
    } catch (const ImageError& error) {
        return error;
    }
    FAIL("an ImageError expected");
    return {};
}

ImageError error_with(std::size_t at, std::uint8_t value) {
    Bytes content = to_dfuse(two_blocks(), rom_device);
    REQUIRE(content[at] != std::byte{value});
    content[at] = std::byte{value};
    const ImageError error = error_of(sealed(content, dfu_version_dfuse));
    return error;
}

}  // namespace

TEST_CASE("the CRC of a suffix is the CRC-32 without its final inversion") {
    CHECK(dfu_crc(bytes_of("123456789")) == 0x340BC6D9U);  // the check value of CRC-32/JAMCRC
}

TEST_CASE("a suffix stands in the file as the standard has it") {
    Bytes content = from_hex("55");
    append_dfu_suffix(content, rom_device, dfu_version_dfuse);
    CHECK(to_hex(content).substr(2, 24) == "000011DF83041A0155464410");  // as dfuse-pack writes it
    CHECK(has_dfu_suffix(content));
    CHECK(read_dfu_suffix(content).crc == dfu_crc(ByteView(content).first(content.size() - 4)));
}

TEST_CASE("raw bytes with a suffix go to the address that is given") {
    const ImageFile read = parse_dfu(to_dfu(from_hex("0102030405"), {.vendor = 0x0483}), "x.dfu", base + 4);
    CHECK(read.format == Format::dfu);
    CHECK(to_hex(read.image.blocks().at(base + 4)) == "0102030405");
    CHECK(read.usb->vendor == 0x0483);
    CHECK(read.usb->product == 0xFFFF);
}

TEST_CASE("a container's pieces go to their own addresses; its size counts the suffix or does not") {
    Bytes content = to_dfuse(two_blocks(), rom_device);
    const ImageFile read = parse_dfu(content, "x.dfu", 0);
    CHECK(read.format == Format::dfuse);
    CHECK(read.image.blocks() == two_blocks().blocks());
    CHECK(place_of(read, base + 0x1001).offset == content.size() - dfu_suffix_length - 2);
    content[6] = static_cast<std::byte>(std::to_integer<int>(content[6]) - 16);
    CHECK(parse_dfu(sealed(content, dfu_version_dfuse), "x.dfu", 0).image.blocks() == two_blocks().blocks());
}

TEST_CASE("a container that contradicts itself is refused with its offset") {
    CHECK_THAT(error_with(5, 2).message, Contains("version 1"));
    CHECK_THAT(error_with(6, 0).message, Contains("a size of"));
    CHECK_THAT(error_with(10, 0).message, Contains("behind the last target"));
    CHECK_THAT(error_with(10, 2).message, Contains("a target's prefix of 274 bytes expected, 0 bytes left"));
    CHECK_THAT(error_with(11, 't').message, Contains("'Target'"));
    CHECK_THAT(error_with(17, 1).message, Contains("alternate setting 0"));
    CHECK_THAT(error_with(277, 26).message, Contains("an element of 3 bytes expected, 2 bytes left"));
    CHECK_THAT(error_with(277, 28).message, Contains("a target of 28 bytes expected, 27 bytes left"));
    CHECK_THAT(error_with(281, 1).message, Contains("11 bytes more found"));
    CHECK_THAT(error_with(281, 3).message, Contains("an element's header"));
    CHECK_THAT(error_with(292, 1).message, Contains("an element of 16777224 bytes"));
    CHECK(error_with(292, 1).place.offset == 293);
}

TEST_CASE("a file without a right suffix is refused") {
    const Bytes whole = to_dfu(from_hex("0102030405"), rom_device);
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_THAT(error_of(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))).message,
                   Contains("suffix of 16 bytes"));
    for (std::size_t at = 0; at < whole.size(); ++at) {
        Bytes damaged = whole;
        damaged[at] ^= std::byte{0x10};
        CHECK_FALSE(error_of(damaged).message.empty());
    }
    CHECK_THAT(error_of(sealed(whole, 0x0120)).message, Contains("0120 found"));
    CHECK_THAT(error_of(sealed(whole, dfu_version_dfuse)).message, Contains("begins with 'DfuSe'"));
    CHECK_THAT(error_of(sealed(to_dfuse(two_blocks(), rom_device), dfu_version_1_1)).message, Contains("011A"));
    CHECK_THAT(error_of(to_dfu({}, rom_device)).message, Contains("the image is empty"));
}
