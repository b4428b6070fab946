#include "tests/firmware/module/fake_board.hpp"

#include "firmware/module/crc.hpp"

#include <catch2/catch.hpp>

#include <memory>

using namespace stapel::firmware;

namespace {

std::unique_ptr<FakeBoard> good_board() {
    auto board = std::make_unique<FakeBoard>();
    board->put_image();
    return board;
}

}  // namespace

TEST_CASE("the firmware's CRC has the check value of IEEE 802.3 and can be continued") {
    const auto* digits = reinterpret_cast<const std::uint8_t*>("123456789");
    CHECK(crc32(0, digits, 9) == 0xCBF43926U);
    CHECK(crc32(crc32(0, digits, 5), digits + 5, 4) == 0xCBF43926U);
}

TEST_CASE("every known type boots, others do not") {
    auto board = good_board();
    for (const char* type : {"NB02", "VNB02", "VNC02"}) {
        board->put_image(type);
        CHECK(board->verdict() == BootVerdict::good);
    }
    for (const char* type : {"NB03", "nb02", "NB02X", ""}) {
        board->put_image(type);
        CHECK(board->verdict() == BootVerdict::rejected);
    }
}

TEST_CASE("a processor that cannot start is silent, whatever follows the vectors") {
    auto board = good_board();
    SECTION("blank flash") { std::fill(board->flash.begin(), board->flash.end(), std::uint8_t{0xFF}); }
    SECTION("flash of zeros") { std::fill(board->flash.begin(), board->flash.end(), std::uint8_t{0}); }
    SECTION("stack below the RAM") { board->put(0, 0x20000000); }
    SECTION("stack above the RAM") { board->put(0, 0x20020004); }
    SECTION("stack not aligned") { board->put(0, 0x20010002); }
    SECTION("reset vector even") { board->put(4, 0x08000300); }
    SECTION("reset vector before the flash") { board->put(4, 0x07FFFFFF); }
    SECTION("reset vector in the settings") { board->put(4, 0x080C0001); }
    CHECK(board->verdict() == BootVerdict::silent);
}

TEST_CASE("vectors at the edges of RAM and flash can start") {
    auto board = good_board();
    board->put(0, 0x20020000);
    board->put(4, 0x080BFFFF);
    board->put_crc(FakeBoard::image_length);
    CHECK(board->verdict() == BootVerdict::good);
}

TEST_CASE("good vectors with a damaged header are rejected") {
    auto board = good_board();
    SECTION("each byte of the magic") {
        for (std::size_t at = 0x200; at < 0x204; ++at) {
            board->put_image();
            board->flash[at] ^= 1;
            board->put_crc(FakeBoard::image_length);
            CHECK(board->verdict() == BootVerdict::rejected);
        }
    }
    SECTION("header version, the CRC being right") {
        board->put(0x204, GENERATE(0U, 2U, 0x101U), 2);
        board->put_crc(FakeBoard::image_length);
        CHECK(board->verdict() == BootVerdict::rejected);
    }
    SECTION("a length that cannot be, the CRC being right where there can be one") {
        const std::uint32_t length = GENERATE(0U, 0x24FU, FakeBoard::settings_offset + 1, FakeBoard::size, 0xFFFFFFFFU);
        board->put(0x22E, length);
        board->put_crc(std::min(length, FakeBoard::size));
        CHECK(board->verdict() == BootVerdict::rejected);
    }
    SECTION("wrong CRC") {
        board->flash[0x232] ^= 0x80;
        CHECK(board->verdict() == BootVerdict::rejected);
    }
}

TEST_CASE("the longest and the shortest possible image boot") {
    auto board = good_board();
    for (const std::uint32_t length : {0x250U, FakeBoard::settings_offset}) {
        board->put(0x22E, length);
        board->put_crc(length);
        CHECK(board->verdict() == BootVerdict::good);
    }
}

TEST_CASE("one lost bit anywhere in the image is found, outside of it and in the serial it does not matter") {
    auto board = good_board();
    for (std::uint32_t offset = 0x100; offset < FakeBoard::image_length; offset += 5) {
        if (offset >= 0x240 && offset < 0x250) continue;
        board->flash[offset] ^= 0x10;
        CHECK(board->verdict() == BootVerdict::rejected);
        board->flash[offset] ^= 0x10;
    }
    board->flash[FakeBoard::image_length] ^= 1;
    board->flash[0x240] = 'S';
    CHECK(board->verdict() == BootVerdict::good);
}

TEST_CASE("the facts of a good image are those of its header") {
    auto board = good_board();
    const std::uint32_t crc = static_cast<std::uint32_t>(board->flash[0x232] | board->flash[0x233] << 8 |
                                                         board->flash[0x234] << 16) |
                              static_cast<std::uint32_t>(board->flash[0x235]) << 24;
    ImageFacts facts{};
    REQUIRE(check_image(board->module.hal, board->module.board, facts) == BootVerdict::good);
    CHECK(std::string(facts.type) == "NB02");
    CHECK(std::string(facts.version) == "v04v5.24.8415.3.1.1");
    CHECK(std::string(facts.serial).empty());
    CHECK(facts.crc == crc);
}

TEST_CASE("a version that fills its field needs no zero") {
    auto board = good_board();
    board->put(0x20E, "12345678901234567890123456789012", 32);
    board->put_crc(FakeBoard::image_length);
    ImageFacts facts{};
    REQUIRE(check_image(board->module.hal, board->module.board, facts) == BootVerdict::good);
    CHECK(std::string(facts.version) == "12345678901234567890123456789012");
}

TEST_CASE("the serial is S and six to ten digits, anything else is none") {
    auto board = good_board();
    const auto serial = [&](const std::string& field) {
        board->put(0x240, field, 16);
        ImageFacts facts{};
        CHECK(check_image(board->module.hal, board->module.board, facts) == BootVerdict::good);
        return std::string(facts.serial);
    };
    for (const std::string good : {"S000017", "S0123456789"}) CHECK(serial(good) == good);
    for (const std::string bad : {"S00017", "S01234567890", "s000017", "S00001X", "S012345678901234", ""})
        CHECK(serial(bad).empty());
    CHECK(serial(std::string("S000017\0X", 9)).empty());
}
