#include "flasher/module_image.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::flasher;
using Catch::Matchers::Contains;

namespace {

constexpr std::uint32_t start = 0x08000000;

void put(Bytes& flash, std::size_t at, ByteView bytes) {
    std::copy(bytes.begin(), bytes.end(), flash.begin() + static_cast<std::ptrdiff_t>(at));
}

void put_u32(Bytes& flash, std::size_t at, std::uint32_t value) {
    for (std::size_t index = 0; index < 4; ++index) flash[at + index] = std::byte(value >> 8 * index);
}

/// 0x300 bytes with a header; the CRC was computed with Python's zlib.crc32 over the bytes that are built here.
Bytes module_bytes() {
    Bytes flash(0x300);
    for (std::size_t at = 0; at < flash.size(); ++at) flash[at] = std::byte(at * 3 + 1);
    std::fill(flash.begin() + 0x200, flash.begin() + 0x250, std::byte{0});
    put(flash, 0x200, bytes_of("STPL"));
    flash[0x204] = std::byte{1};
    put(flash, 0x206, bytes_of("NB02"));
    put(flash, 0x20E, bytes_of("1.2.3"));
    put_u32(flash, 0x22E, 0x300);
    put_u32(flash, 0x232, 0xE729A562);
    std::fill(flash.begin() + 0x240, flash.begin() + 0x250, std::byte{0xFF});
    return flash;
}

HeaderOrProblem header_of(const Bytes& flash) {
    Image image;
    REQUIRE(image.add(start, flash));
    return read_header(image, start);
}

std::string problem_with(std::size_t at, ByteView bytes) {
    Bytes flash = module_bytes();
    put(flash, at, bytes);
    const HeaderOrProblem read = header_of(flash);
    CHECK(read.header.has_value() == read.problem.empty());
    return read.problem;
}

}  // namespace

TEST_CASE("a module's header is read and proved") {
    const HeaderOrProblem read = header_of(module_bytes());
    INFO(read.problem);
    REQUIRE(read.header);
    CHECK(read.header->type == "NB02");
    CHECK(read.header->version == "1.2.3");
    CHECK(read.header->length == 0x300);
}

TEST_CASE("the serial is not under the CRC, everything else is") {
    CHECK(problem_with(0x240, encode_serial("S000017")).empty());
    CHECK_THAT(problem_with(0x100, from_hex("AA")), Contains("CRC"));
    CHECK_THAT(problem_with(0x2FF, from_hex("AA")), Contains("CRC"));
    CHECK_THAT(problem_with(0x232, from_hex("00")), Contains("CRC"));
}

TEST_CASE("a header that no module would start from is refused") {
    CHECK_THAT(problem_with(0x200, bytes_of("STPX")), Contains("5354504C") && Contains("53545058"));
    CHECK_THAT(problem_with(0x204, from_hex("0200")), Contains("header version 1 expected, 2 found"));
    CHECK_THAT(problem_with(0x206, bytes_of("NB03")), Contains("'NB03'"));
    CHECK_THAT(problem_with(0x20E, from_hex("00")), Contains("version text"));
    CHECK_THAT(problem_with(0x22E, from_hex("01030000")), Contains("769 found"));
    CHECK_THAT(problem_with(0x22E, from_hex("4F020000")), Contains("591 found"));
    CHECK_THAT(problem_with(0x22E, from_hex("FFFFFFFF")), Contains("4294967295 found"));
}

TEST_CASE("a version is told from a chip's header alone") {
    const Bytes flash = module_bytes();
    const ByteView header = ByteView(flash).subspan(header_offset, header_length);
    CHECK(peek_version(header) == "1.2.3");
    CHECK_FALSE(peek_version(Bytes(header_length, std::byte{0xFF})));
    Bytes unreadable(header.begin(), header.end());
    unreadable[0x0E] = std::byte{0xFF};
    CHECK_FALSE(peek_version(unreadable));
}

TEST_CASE("an image without a header is refused") {
    Image image;
    REQUIRE(image.add(start, Bytes(0x100)));
    CHECK_THAT(read_header(image, start).problem, Contains("0x08000200"));
}

TEST_CASE("what the image leaves out counts as erased") {
    Bytes flash = module_bytes();
    std::fill(flash.begin() + 0x260, flash.begin() + 0x2F0, std::byte{0xFF});
    put_u32(flash, 0x232, 0x0C5B3131);
    Image image;
    REQUIRE(image.add(start, ByteView(flash).first(0x260)));
    REQUIRE(image.add(start + 0x2F0, ByteView(flash).subspan(0x2F0)));
    CHECK(read_header(image, start).problem.empty());
}

TEST_CASE("serials go to flash and back") {
    CHECK(to_hex(encode_serial("S000017")) == "53303030303137000000000000000000");
    CHECK(decode_serial(encode_serial("S0123456789")).serial == "S0123456789");
    const SerialField none = decode_serial(Bytes(16, std::byte{0xFF}));
    CHECK_FALSE(none.serial);
    CHECK_FALSE(none.malformed);
    for (const char* bad : {"00000000000000000000000000000000", "53303030303137FFFFFFFFFFFFFFFFFF",
                            "53303030303137000000000000000001", "58303030303137000000000000000000"})
        CHECK(decode_serial(from_hex(bad)).malformed);
}

TEST_CASE("a serial is S and six to ten digits") {
    CHECK(is_serial("S000017"));
    CHECK(is_serial("S0123456789"));
    for (const char* bad : {"", "S", "S12345", "S01234567890", "s000017", "S00001x", "0000017"}) CHECK_FALSE(is_serial(bad));
}
