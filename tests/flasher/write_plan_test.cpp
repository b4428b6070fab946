#include "flasher/write_plan.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::flasher;

namespace {

const Chip& f405() { return *find_chip("stm32f405"); }
const Chip& l476() { return *find_chip("stm32l476"); }

Image image_of(std::initializer_list<std::pair<std::uint32_t, Bytes>> blocks) {
    Image image;
    for (const auto& [address, bytes] : blocks) REQUIRE(image.add(address, bytes));
    return image;
}

}  // namespace

TEST_CASE("blocks are aligned to the write unit and padded with FF") {
    const Image image = image_of({{0x08000006, from_hex("0102030405")}});
    const auto narrow = blocks_of(image, f405(), 256);
    REQUIRE(narrow.size() == 1);
    CHECK(narrow[0].address == 0x08000004);
    CHECK(to_hex(narrow[0].bytes) == "FFFF0102030405FF");
    const auto wide = blocks_of(image, l476(), 256);
    REQUIRE(wide.size() == 1);
    CHECK(wide[0].address == 0x08000000);
    CHECK(to_hex(wide[0].bytes) == "FFFFFFFFFFFF0102030405FFFFFFFFFF");
}

TEST_CASE("two stretches that share a write unit go in one block") {
    const Image image = image_of({{0x08000000, from_hex("0102")}, {0x08000005, from_hex("06")}});
    const auto blocks = blocks_of(image, l476(), 256);
    REQUIRE(blocks.size() == 1);
    CHECK(to_hex(blocks[0].bytes) == "0102FFFFFF06FFFF");
}

TEST_CASE("blocks end at multiples of their size, blank ones are left out") {
    Bytes bytes(0x300, std::byte{0xFF});
    bytes[0x00] = std::byte{1};
    bytes[0x2FF] = std::byte{2};
    const auto blocks = blocks_of(image_of({{0x08000080, bytes}}), f405(), 256);
    REQUIRE(blocks.size() == 2);
    CHECK(blocks[0].address == 0x08000080);
    CHECK(blocks[0].bytes.size() == 0x80);
    CHECK(blocks[1].address == 0x08000300);
    CHECK(blocks[1].bytes.size() == 0x80);
}

TEST_CASE("larger blocks hold whole write units as well") {
    const Image image = image_of({{0x08000002, from_hex("AABB")},
                                  {0x08000FFF, from_hex("CCDD")},
                                  {0x08003000, Bytes(2048, std::byte{0xFF})}});
    const auto blocks = blocks_of(image, l476(), 2048);
    REQUIRE(blocks.size() == 3);
    CHECK(blocks[0].address == 0x08000000);
    CHECK(to_hex(blocks[0].bytes) == "FFFFAABBFFFFFFFF");
    CHECK(blocks[1].address == 0x08000FF8);
    CHECK(to_hex(blocks[1].bytes) == "FFFFFFFFFFFFFFCC");
    CHECK(blocks[2].address == 0x08001000);
    CHECK(to_hex(blocks[2].bytes) == "DDFFFFFFFFFFFFFF");
}

TEST_CASE("pieces are the image's own bytes, blank or not") {
    const Image image = image_of({{0x080000FE, Bytes(4, std::byte{0xFF})}});
    const auto pieces = pieces_of(image, 256);
    REQUIRE(pieces.size() == 2);
    CHECK(pieces[0].address == 0x080000FE);
    CHECK(pieces[0].bytes.size() == 2);
    CHECK(pieces[1].address == 0x08000100);
    CHECK(pieces[1].bytes.size() == 2);
}

TEST_CASE("only units that hold bytes are erased") {
    const Image image = image_of({{0x08003FFF, from_hex("0102")}, {0x08040000, from_hex("03")}});
    CHECK(units_of(image, f405()) == std::vector<std::uint32_t>{0, 1, 6});
    CHECK(units_of(image, l476()) == std::vector<std::uint32_t>{7, 8, 128});
}
