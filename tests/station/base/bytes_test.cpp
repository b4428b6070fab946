#include "station/base/bytes.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace stapel;

TEST_CASE("hex is two upper-case digits a byte and reads back in either case") {
    CHECK(to_hex(bytes_of("\x1Fyz")) == "1F797A");
    CHECK(from_hex("1f797A") == from_hex("1F797a"));
    CHECK(to_hex(from_hex("00FF10")) == "00FF10");
    CHECK_THROWS_WITH(from_hex("1F7"), "an even number of hex digits expected");
    CHECK_THROWS_WITH(from_hex("1F7G"), "no hex digit at position 3");
}

TEST_CASE("crc32 agrees with the check value of IEEE 802.3 and can be continued") {
    CHECK(crc32(bytes_of("123456789")) == 0xCBF43926U);
    CHECK(crc32(bytes_of("6789"), crc32(bytes_of("12345"))) == 0xCBF43926U);
}

TEST_CASE("little-endian numbers of any length up to four bytes") {
    CHECK(little_endian(from_hex("78563412")) == 0x12345678U);
    CHECK(little_endian(from_hex("DF11")) == 0x11DFU);
    CHECK(little_endian({}) == 0);
    Bytes bytes = from_hex("AA");
    append_little_endian(bytes, 0x12345678U, 4);
    append_little_endian(bytes, 0x11DFU, 2);
    CHECK(to_hex(bytes) == "AA78563412DF11");
}

TEST_CASE("big-endian numbers of any length up to four bytes") {
    CHECK(big_endian(from_hex("12345678")) == 0x12345678U);
    CHECK(big_endian(from_hex("11DF")) == 0x11DFU);
    CHECK(big_endian({}) == 0);
    Bytes bytes = from_hex("AA");
    append_big_endian(bytes, 0x12345678U, 4);
    append_big_endian(bytes, 0x11DFU, 2);
    CHECK(to_hex(bytes) == "AA1234567811DF");
}
