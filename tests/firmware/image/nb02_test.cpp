#include "station/base/bytes.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

using namespace stapel;

namespace {

std::string file(const std::string& name) {
    std::ifstream in(std::string(NB02_FOLDER) + "/" + name, std::ios::binary);
    REQUIRE(in.is_open());
    return {std::istreambuf_iterator<char>(in), {}};
}

std::uint32_t number(const std::string& image, std::size_t offset, std::size_t length) {
    std::uint32_t value = 0;
    for (std::size_t at = length; at-- > 0;) value = value << 8 | static_cast<std::uint8_t>(image[offset + at]);
    return value;
}

struct HexFile {
    std::map<std::uint32_t, std::byte> cells;
    bool ended = false;
    std::uint32_t start = 0;
};

/// A strict reader of Intel HEX for this test alone.
HexFile read_hex(const std::string& text) {
    HexFile hex;
    std::uint32_t base = 0;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
        REQUIRE_FALSE(hex.ended);
        REQUIRE(text[at] == ':');
        const Bytes record = from_hex(std::string_view(text).substr(at + 1, text.find('\n', at) - at - 1));
        unsigned sum = 0;
        for (const std::byte byte : record) sum += std::to_integer<unsigned>(byte);
        REQUIRE(sum % 256 == 0);
        const auto length = std::to_integer<std::size_t>(record[0]);
        REQUIRE(record.size() == length + 5);
        const ByteView data = ByteView(record).subspan(4, length);
        const std::uint32_t address = base + big_endian(ByteView(record).subspan(1, 2));
        switch (std::to_integer<int>(record[3])) {
        case 0:
            for (std::size_t byte = 0; byte < length; ++byte)
                REQUIRE(hex.cells.emplace(address + static_cast<std::uint32_t>(byte), data[byte]).second);
            break;
        case 1: hex.ended = true; break;
        case 4: base = big_endian(data) << 16; break;
        case 5: hex.start = big_endian(data); break;
        default: FAIL("a record type that the format does not have");
        }
    }
    return hex;
}

}  // namespace

TEST_CASE("nb02.bin has the vectors and the header that the boot check wants") {
    const std::string image = file("nb02.bin");
    REQUIRE(image.size() >= 64 * 1024);
    CHECK(number(image, 0, 4) == 0x20010000);
    CHECK(number(image, 4, 4) % 2 == 1);
    CHECK(number(image, 4, 4) > 0x08000000);
    CHECK(number(image, 4, 4) < 0x08000000 + image.size());
    CHECK(image.substr(0x200, 4) == "STPL");
    CHECK(number(image, 0x204, 2) == 1);
    CHECK(image.substr(0x206, 8) == std::string("NB02\0\0\0\0", 8));
    CHECK(image.substr(0x20E, 32) == "v04v5.24.8415.3.1.1" + std::string(13, '\0'));
    CHECK(number(image, 0x22E, 4) == image.size());
    CHECK(image.substr(0x240, 16) == std::string(16, '\xFF'));
}

TEST_CASE("the CRC of nb02.bin covers everything but itself and the serial") {
    std::string image = file("nb02.bin");
    const std::uint32_t told = number(image, 0x232, 4);
    image.replace(0x232, 4, 4, '\0');
    image.replace(0x240, 16, 16, '\0');
    CHECK(crc32(bytes_of(image)) == told);
}

TEST_CASE("no sixteen bytes of the image's content stand twice") {
    const std::string image = file("nb02.bin");
    std::set<std::string> seen;
    for (std::size_t at = 0x280; at + 16 <= image.size(); at += 16) CHECK(seen.insert(image.substr(at, 16)).second);
    CHECK(seen.size() * 16 >= 64 * 1024);
}

TEST_CASE("nb02.hex holds the same bytes at the flash's start") {
    const std::string image = file("nb02.bin");
    const HexFile hex = read_hex(file("nb02.hex"));
    CHECK(hex.ended);
    CHECK(hex.start == number(image, 4, 4));
    REQUIRE(hex.cells.size() == image.size());
    CHECK(hex.cells.begin()->first == 0x08000000);
    CHECK(hex.cells.rbegin()->first == 0x08000000 + image.size() - 1);
    std::string content;
    for (const auto& [address, byte] : hex.cells) content += static_cast<char>(byte);
    CHECK(content == image);
}

TEST_CASE("each type of module has an image of its own with its type in the header") {
    std::set<std::string> contents;
    for (const std::string type : {"NB02", "VNB02", "VNC02"}) {
        std::string name = type;
        for (char& letter : name) letter = static_cast<char>(letter >= 'A' ? letter + ('a' - 'A') : letter);
        const std::string image = file(name + ".bin");
        std::string field = image.substr(0x206, 8);
        field.resize(field.find('\0'));
        CHECK(field == type);
        CHECK(contents.insert(image.substr(0x280)).second);
        CHECK(read_hex(file(name + ".hex")).cells.size() == image.size());
    }
}
