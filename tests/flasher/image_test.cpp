#include "flasher/image.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <random>

using namespace stapel;
using namespace stapel::flasher;

TEST_CASE("an empty image has nothing") {
    const Image image;
    CHECK(image.size() == 0);
    CHECK(image.begin() == 0);
    CHECK(image.end() == 0);
    CHECK_FALSE(image.bytes(0, 1));
}

TEST_CASE("touching bytes become one block, a gap makes two") {
    Image image;
    CHECK(image.add(0x104, from_hex("0506")));
    CHECK(image.add(0x100, from_hex("01020304")));
    CHECK(image.blocks().size() == 1);
    CHECK(image.add(0x107, from_hex("08")));
    CHECK(image.blocks().size() == 2);
    CHECK(image.add(0x106, from_hex("07")));
    REQUIRE(image.blocks().size() == 1);
    CHECK(to_hex(image.blocks().at(0x100)) == "0102030405060708");
    CHECK(image.begin() == 0x100);
    CHECK(image.end() == 0x108);
}

TEST_CASE("overlapping bytes must agree, and a contradiction changes nothing") {
    Image image;
    CHECK(image.add(0x10, from_hex("0102")));
    CHECK(image.add(0x14, from_hex("0506")));
    CHECK(image.add(0x11, from_hex("02030405")));
    CHECK_FALSE(image.add(0x15, from_hex("0708")));
    CHECK_FALSE(image.add(0x0F, from_hex("00010203040599")));
    CHECK(to_hex(*image.bytes(0x10, 6)) == "010203040506");
    CHECK(image.size() == 6);
}

TEST_CASE("bytes are given only when all are there") {
    Image image;
    CHECK(image.add(0x10, from_hex("01020304")));
    CHECK(to_hex(*image.bytes(0x11, 2)) == "0203");
    CHECK_FALSE(image.bytes(0x0F, 2));
    CHECK_FALSE(image.bytes(0x13, 2));
    image.patch(0x12, from_hex("AA"));
    CHECK(to_hex(*image.bytes(0x10, 4)) == "0102AA04");
}

TEST_CASE("any order of adding gives what a plain map of addresses gives") {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        Image image;
        std::map<std::uint32_t, std::byte> model;
        for (int adds = 0; adds < 30; ++adds) {
            const std::uint32_t address = random() % 64;
            Bytes bytes(random() % 8);
            for (std::size_t at = 0; at < bytes.size(); ++at)  // mostly agreeing values
                bytes[at] = std::byte(random() % 50 == 0 ? 1 : (address + at) * 7);
            bool agrees = true;
            for (std::size_t at = 0; at < bytes.size(); ++at) {
                const auto known = model.find(static_cast<std::uint32_t>(address + at));
                agrees = agrees && (known == model.end() || known->second == bytes[at]);
            }
            REQUIRE(image.add(address, bytes) == agrees);
            for (std::size_t at = 0; agrees && at < bytes.size(); ++at)
                model[static_cast<std::uint32_t>(address + at)] = bytes[at];
        }
        std::map<std::uint32_t, std::byte> found;
        std::uint64_t end_before = 0;
        for (const auto& [start, bytes] : image.blocks()) {
            REQUIRE((found.empty() || start > end_before));
            end_before = start + bytes.size();
            for (std::size_t at = 0; at < bytes.size(); ++at) found[static_cast<std::uint32_t>(start + at)] = bytes[at];
        }
        REQUIRE(found == model);
    }
}
