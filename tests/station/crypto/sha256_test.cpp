#include "station/crypto/random.hpp"
#include "station/crypto/sha256.hpp"

#include <catch2/catch.hpp>

using namespace stapel;

TEST_CASE("SHA-256 of the standard's example") {  // FIPS 180-2, B.1
    CHECK(crypto::sha256_hex(bytes_of("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("random bytes are as many as asked for and never the same") {
    CHECK(crypto::random_bytes(16).size() == 16);
    CHECK(crypto::random_bytes(16) != crypto::random_bytes(16));
}
