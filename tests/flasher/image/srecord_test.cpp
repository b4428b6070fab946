#include "flasher/image/srecord.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace stapel;
using namespace stapel::flasher;
using Catch::Matchers::Contains;

namespace {

// The worked example of Motorola's manual (appendix C) and of srec(5).
constexpr std::string_view example =
    "S00600004844521B\n"
    "S1130000285F245F2212226A000424290008237C2A\n"
    "S11300100002000800082629001853812341001813\n"
    "S113002041E900084E42234300182342000824A952\n"
    "S107003000144ED492\n"
    "S9030000FC\n";

Image parse(std::string_view text) { return parse_srecord(text, "x.srec").image; }

ImageError error_of(std::string_view text) {
    try {
        static_cast<void>(parse(text));
    } catch (const ImageError& error) {
        return error;
    }
    FAIL("an ImageError expected from " << text);
    return {};
}

std::string record(char type, std::string_view body_hex) {
    const std::string counted = fmt::format("{:02X}{}", body_hex.size() / 2 + 1, body_hex);
    unsigned sum = 0;
    for (const std::byte byte : from_hex(counted)) sum += std::to_integer<unsigned>(byte);
    return fmt::format("S{}{}{:02X}\n", type, counted, ~sum & 0xFFU);
}

}  // namespace

TEST_CASE("the manual's example is read") {
    const Image image = parse(example);
    CHECK(image.begin() == 0);
    CHECK(image.size() == 0x34);
    CHECK(to_hex(*image.bytes(0x30, 4)) == "00144ED4");
}

TEST_CASE("addresses of two, three and four bytes, and the entry") {
    CHECK(parse(record('1', "1000AA") + record('9', "0000")).begin() == 0x1000);
    CHECK(parse(record('2', "123456AA") + record('8', "000000")).begin() == 0x123456);
    const ImageFile read = parse_srecord(record('3', "08000000AA") + record('7', "08000261"), "x.srec");
    CHECK(read.image.begin() == 0x08000000);
    CHECK(read.entry == 0x08000261);
    CHECK(parse(record('3', "00010000AA") + record('1', "1000AA") + record('7', "00000000")).blocks().size() == 2);
}

TEST_CASE("a count proves that no record was lost, and ends a file by itself") {
    const std::string data = record('1', "1000AA") + record('1', "1001BB");
    CHECK(parse(data + record('5', "0002") + record('9', "0000")).size() == 2);
    CHECK(parse(data + record('6', "000002")).size() == 2);
    const ImageError lost = error_of(record('1', "1000AA") + record('5', "0002") + record('9', "0000"));
    CHECK(lost.place.line == 2);
    CHECK_THAT(lost.message, Contains("a count of 1 data records expected, 2 found"));
    CHECK_THAT(error_of(data + record('5', "0002") + record('1', "1002CC")).message, Contains("behind the count"));
}

TEST_CASE("S-records that no chip should ever see are refused with their line") {
    const ImageError checksum = error_of("S107003000144ED493\nS9030000FC\n");
    CHECK(checksum.place.line == 1);
    CHECK_THAT(checksum.message, Contains("checksum 92 expected, 93 found"));

    CHECK_THAT(error_of("S107003000144ED492\n").message, Contains("S9 or a count expected"));
    CHECK_THAT(error_of("S107003000144ED492\nS9030000FC\nS107003000144ED492\n").message,
               Contains("after the end record"));
    CHECK_THAT(error_of("S107003000144ED4").message, Contains("8 bytes expected"));
    CHECK_THAT(error_of("S10700300014G").message, Contains("column 13"));
    CHECK_THAT(error_of("S1020000").message, Contains("a count of 3 bytes at least"));
    CHECK_THAT(error_of("S3040000" "0000").message, Contains("a count of 5 bytes at least"));
    CHECK_THAT(error_of("S4030000FC\n").message, Contains("S4"));
    CHECK_THAT(error_of("s9030000FC\n").message, Contains("S0 to S9"));
    CHECK_THAT(error_of("S\n").message, Contains("S0 to S9"));
    CHECK_THAT(error_of("S1").message, Contains("a count of 3 bytes at least expected in S1, 0 found"));
    CHECK_THAT(error_of("S9030000FC\n").message, Contains("no"));
    CHECK_THAT(error_of(record('2', "123456AA") + record('9', "0000")).message, Contains("S8 expected"));
    CHECK_THAT(error_of(record('1', "1000AA") + record('9', "000000")).message, Contains("no data bytes"));
    CHECK_THAT(error_of(record('3', "FFFFFFFFAABB") + record('7', "00000000")).message, Contains("4 GiB"));
    const ImageError twice = error_of(record('1', "1000AABB") + record('1', "1001CC") + record('9', "0000"));
    CHECK(twice.place.line == 2);
    CHECK_THAT(twice.message, Contains("in line 1"));
}

TEST_CASE("what is written is the narrowest kind, counted, and reads back") {
    Image image;
    REQUIRE(image.add(0xFFF0, Bytes(16, std::byte{0x55})));
    CHECK(to_srecord(image, {}, "HDR") == record('0', "0000484452") + record('1', "FFF0" + std::string(32, '5')) +
                                              record('5', "0001") + record('9', "0000"));
    for (const std::uint32_t further : {0x10000U, 0x01000000U}) {
        REQUIRE(image.add(further, Bytes(100, std::byte{0x66})));
        const ImageFile back = parse_srecord(to_srecord(image, further, std::string(300, 'n')), "x.srec");
        CHECK(back.image.blocks() == image.blocks());
        CHECK(back.entry == further);
    }
    Image large;
    REQUIRE(large.add(0, Bytes(0x100010, std::byte{0x77})));  // more records than S5 can count
    const std::string text = to_srecord(large, {}, "");
    CHECK_THAT(text, Contains("S604010001F9"));
    CHECK(parse(text).size() == 0x100010);
}
