#include "firmware/module/aes.hpp"

#include "station/base/bytes.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace stapel::firmware;

namespace {

std::string encrypted(const std::string& key_hex, const std::string& block_hex) {
    const stapel::Bytes key = stapel::from_hex(key_hex);
    stapel::Bytes block = stapel::from_hex(block_hex);
    auto* bytes = reinterpret_cast<std::uint8_t*>(block.data());
    aes128_encrypt(reinterpret_cast<const std::uint8_t*>(key.data()), bytes, bytes);
    return stapel::to_hex(block);
}

}  // namespace

TEST_CASE("AES-128 encrypts the blocks of FIPS 197") {
    CHECK(encrypted("2B7E151628AED2A6ABF7158809CF4F3C", "3243F6A8885A308D313198A2E0370734") ==
          "3925841D02DC09FBDC118597196A0B32");  // appendix B
    CHECK(encrypted("000102030405060708090A0B0C0D0E0F", "00112233445566778899AABBCCDDEEFF") ==
          "69C4E0D86A7B0430D8CDB78070B4C55A");  // appendix C.1
}

TEST_CASE("AES-128 gives the answers to challenges of protocols 2.7") {
    const std::string gurux = "47757275780000000000000000000000", manual = "31313232333334343535363637373838";
    CHECK(encrypted(gurux, "FF3C58F488172B37B8213B9C1B89CB60") == "3A8DB3E1E46606437959810466D1D1C1");
    CHECK(encrypted(gurux, "99C2AC4A1DA6F1C88704F6D3BD9F620E") == "702E86B1FCF3D9699AC0E01E289B6F5B");
    CHECK(encrypted(manual, "000102030405060708090A0B0C0D0E0F") == "5C66FDF4C7C3E57AF8807B2B0E125106");
    CHECK(encrypted(manual, "503677524A3231460000000000000000") == "30EA305944E72C4310A55B1A471CDDF1");
    CHECK(encrypted(manual, "4B353669566167590000000000000000") == "7ABCECDD1ED4F0E3F6FB2AD501262955");
    CHECK(encrypted(manual, "6F8123B3D9F31AC0FE8AC823BDE90D0C") == "A30A0E53CDC243D9573F068B9888186C");  // 2.9
}
