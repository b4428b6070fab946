#include "flasher/image/intel_hex.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <random>

using namespace stapel;
using namespace stapel::flasher;
using Catch::Matchers::Contains;

namespace {

// Worked examples that are in general use: SRecord's and Wikipedia's Intel HEX articles.
constexpr std::string_view end_record = ":00000001FF\n";
constexpr std::string_view example =
    ":10010000214601360121470136007EFE09D2190140\n"
    ":100110002146017E17C20001FF5F16002148011928\n"
    ":10012000194E79234623965778239EDA3F01B2CAA7\n"
    ":100130003F0156702B5E712B722B732146013421C7\n"
    ":00000001FF\n";

Image parse(std::string_view text) { return parse_intel_hex(text, "x.hex").image; }

ImageError error_of(std::string_view text) {
    try {
        static_cast<void>(parse(text));
    } catch (const ImageError& error) {
        return error;
    }
    FAIL("an ImageError expected from " << text);
    return {};
}

std::string record(std::uint16_t offset, int type, std::string_view data_hex) {
    const Bytes data = from_hex(data_hex);
    std::string body = fmt::format("{:02X}{:04X}{:02X}{}", data.size(), offset, type, data_hex);
    unsigned sum = 0;
    for (const std::byte byte : from_hex(body)) sum += std::to_integer<unsigned>(byte);
    return fmt::format(":{}{:02X}\n", body, (0x100U - (sum & 0xFFU)) & 0xFFU);
}

}  // namespace

TEST_CASE("the well-known example is read") {
    const Image image = parse(example);
    CHECK(image.begin() == 0x100);
    CHECK(image.size() == 64);
    CHECK(to_hex(*image.bytes(0x130, 4)) == "3F015670");
}

TEST_CASE("CRLF, lower case, blank lines and a missing last line end are read") {
    CHECK(parse(":0300300002337A1E\r\n\r\n:00000001FF").size() == 3);
    CHECK(to_hex(*parse(":0300300002337a1e\n:00000001ff\n\n").bytes(0x30, 3)) == "02337A");
}

TEST_CASE("record types 02 and 04 set the base, the latest one counts") {
    // `:020000021200EA` and `:020000040800F2` are the usual examples of both types.
    CHECK(parse(std::string(":020000021200EA\n") + record(0x10, 0, "AA") + std::string(end_record)).begin() == 0x12010);
    CHECK(parse(std::string(":020000040800F2\n") + record(0x10, 0, "AA") + std::string(end_record)).begin() ==
          0x08000010);
    const Image both = parse(record(0, 4, "0800") + record(0, 0, "01") + record(0, 2, "1000") + record(0, 0, "02") +
                             record(0, 4, "0801") + record(0, 0, "03") + std::string(end_record));
    CHECK(to_hex(*both.bytes(0x08000000, 1)) == "01");
    CHECK(to_hex(*both.bytes(0x00010000, 1)) == "02");
    CHECK(to_hex(*both.bytes(0x08010000, 1)) == "03");
}

TEST_CASE("start addresses are no data") {
    // `:0400000300003800C1` and `:04000005000000CD2A`: the usual examples of both types.
    const Image image =
        parse(record(0, 0, "0102") + ":0400000300003800C1\n:04000005000000CD2A\n" + std::string(end_record));
    CHECK(image.size() == 2);
}

TEST_CASE("a record that passes 64 KiB wraps after 02, goes on after 04, and is refused without either") {
    const std::string crossing = record(0xFFFE, 0, "01020304");
    const Image wrapped = parse(record(0, 2, "1000") + crossing + std::string(end_record));
    CHECK(to_hex(*wrapped.bytes(0x1FFFE, 2)) == "0102");
    CHECK(to_hex(*wrapped.bytes(0x10000, 2)) == "0304");
    const Image linear = parse(record(0, 4, "0800") + crossing + std::string(end_record));
    CHECK(to_hex(*linear.bytes(0x0800FFFE, 4)) == "01020304");
    CHECK(error_of(crossing + std::string(end_record)).place.line == 1);
    CHECK_THAT(error_of(record(0, 4, "FFFF") + crossing + std::string(end_record)).message, Contains("4 GiB"));
}

TEST_CASE("out of order records lose nothing") {
    const Image image = parse(record(0x20, 0, "0304") + record(0x10, 0, "0102") + record(0x12, 0, "AABB") +
                              std::string(end_record));
    CHECK(image.size() == 6);
    CHECK(to_hex(*image.bytes(0x10, 4)) == "0102AABB");
    CHECK(to_hex(*image.bytes(0x20, 2)) == "0304");
}

TEST_CASE("identical overlaps are accepted, contradicting ones name both lines") {
    CHECK(parse(record(0, 0, "01020304") + record(2, 0, "0304") + std::string(end_record)).size() == 4);
    const ImageError error = error_of(record(0x100, 0, "AA") + record(0, 0, "01020304") + record(0x50, 0, "BB") +
                                      record(2, 0, "0305") + std::string(end_record));
    CHECK(error.place.line == 4);
    CHECK_THAT(error.message, Contains("in line 2"));
    CHECK_THAT(to_text(error), Contains("x.hex:4: error: "));
}

TEST_CASE("what no chip should ever see is refused with its line") {
    const ImageError checksum = error_of(":0300300002337A1F\n:00000001FF\n");
    CHECK(checksum.place.line == 1);
    CHECK_THAT(checksum.message, Contains("checksum 1E expected, 1F found"));

    CHECK_THAT(error_of(":0300300002337A1E\n").message, Contains("end record"));
    CHECK_THAT(error_of(":0300300002337A1E\n:0300").message, Contains("cut"));
    CHECK(error_of(":0300300002337A1E\n:0300").place.line == 2);
    CHECK_THAT(error_of(":0300300002337A1\n:00000001FF\n").message, Contains("even number"));
    CHECK_THAT(error_of(":0400300002337A1E\n:00000001FF\n").message, Contains("9 bytes expected"));
    CHECK_THAT(error_of(":0300300002337G1E\n:00000001FF\n").message, Contains("column 15"));
    CHECK_THAT(error_of(":0300300002337A1E \n:00000001FF\n").message, Contains("0x20"));
    CHECK_THAT(error_of("garbage\n:00000001FF\n").message, Contains("':'"));
    CHECK_THAT(error_of(":\n:00000001FF\n").message, Contains("5 bytes expected"));
    CHECK_THAT(error_of(":00000001FF\n").message, Contains("no"));
    CHECK_THAT(error_of("").message, Contains("end record"));
    const ImageError after = error_of(":0300300002337A1E\n:00000001FF\n:0300300002337A1E\n");
    CHECK(after.place.line == 3);
    CHECK_THAT(after.message, Contains("after the end record"));
    CHECK_THAT(error_of(record(0, 6, "") + std::string(end_record)).message, Contains("06 found"));
    CHECK_THAT(error_of(record(0, 4, "080000") + std::string(end_record)).message, Contains("2 data bytes"));
    CHECK_THAT(error_of(record(0, 2, "08") + std::string(end_record)).message, Contains("2 data bytes"));
    CHECK_THAT(error_of(record(0, 5, "0800") + std::string(end_record)).message, Contains("4 data bytes"));
    CHECK_THAT(error_of(record(0, 3, "0800") + std::string(end_record)).message, Contains("4 data bytes"));
    CHECK_THAT(error_of(record(0, 1, "00")).message, Contains("0 data bytes"));
    CHECK_THAT(error_of(":" + std::string(600, '0')).message, Contains("at most"));
}

TEST_CASE("a file written backwards is read in the time of any other") {
    std::string text = record(0, 4, "0800");
    for (int at = 4095; at >= 0; --at) text += record(static_cast<std::uint16_t>(at * 16), 0, std::string(32, '5'));
    CHECK(parse(text + std::string(end_record)).blocks().size() == 1);
}

TEST_CASE("one damaged character is never read as something else") {
    std::mt19937 random(3);
    const Image whole = parse(example);
    for (int round = 0; round < 2000; ++round) {
        std::string text(example);
        char& spot = text[random() % text.size()];
        const char damaged = static_cast<char>(random() % 256);
        if (damaged == spot || (std::isxdigit(static_cast<unsigned char>(spot)) != 0 && (damaged ^ 0x20) == spot))
            continue;
        spot = damaged;
        try {
            const Image image = parse(text);
            CHECK(image.blocks() == whole.blocks());  // a line end became another blank
        } catch (const ImageError& error) {
            CHECK(error.place.line > 0);
        }
    }
}

TEST_CASE("the entry of type 05 is told, 64 KiB are never crossed, and what is written reads back") {
    const ImageFile read = parse_intel_hex(":04000005000000CD2A\n" + std::string(example), "x.hex");
    CHECK(read.entry == 0xCD);
    CHECK(parse_intel_hex(to_intel_hex(read.image, read.entry), "x.hex").entry == 0xCD);
    Image image;
    REQUIRE(image.add(0x0800FFF9, from_hex("000102030405060708090A0B")));
    const std::string text = to_intel_hex(image, {});
    CHECK(text == record(0, 4, "0800") + record(0xFFF9, 0, "00010203040506") + record(0, 4, "0801") +
                      record(0, 0, "0708090A0B") + std::string(end_record));
    CHECK(parse(text).blocks() == image.blocks());
}

TEST_CASE("saying the same twice is noted with the line") {
    const ImageFile read =
        parse_intel_hex(record(2, 0, "0304") + record(0, 0, "01020304") + std::string(end_record), "x");
    REQUIRE(read.notes.size() == 1);
    CHECK(read.notes[0].place.line == 1);
    CHECK(parse_intel_hex(example, "x.hex").notes.empty());
}
