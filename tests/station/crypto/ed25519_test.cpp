#include "station/crypto/ed25519.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace stapel;
using namespace stapel::crypto;
using Catch::Matchers::Contains;

namespace {

template <typename Array>
Array array_of(std::string_view hex) {
    Array array{};
    const Bytes bytes = from_hex(hex);
    std::copy_n(bytes.begin(), array.size(), array.begin());
    return array;
}

// RFC 8032, section 7.1, test 2.
const auto rfc_key = PublicKey{array_of<std::array<std::byte, 32>>(
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")};
const auto rfc_signature =
    array_of<Signature>("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
const Bytes rfc_message = from_hex("72");

// RFC 8410, section 10.3 and 10.1.
constexpr std::string_view pem = "-----BEGIN PRIVATE KEY-----\n"
                                 "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
                                 "-----END PRIVATE KEY-----\n";
constexpr std::string_view public_text = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

}  // namespace

TEST_CASE("the signature of RFC 8032 verifies, and nothing that differs from it") {
    CHECK(verifies(rfc_key, rfc_message, rfc_signature));
    CHECK_FALSE(verifies(rfc_key, from_hex("73"), rfc_signature));
    CHECK_FALSE(verifies(rfc_key, {}, rfc_signature));
    for (std::size_t at = 0; at < rfc_signature.size(); ++at) {
        Signature changed = rfc_signature;
        changed[at] ^= std::byte{1};
        CHECK_FALSE(verifies(rfc_key, rfc_message, changed));
    }
    PublicKey other = rfc_key;
    other.bytes[5] ^= std::byte{1};
    CHECK_FALSE(verifies(other, rfc_message, rfc_signature));
}

TEST_CASE("the keys of RFC 8410 belong together, and what one signs the other verifies") {
    const auto read = read_private_key(pem);
    REQUIRE(read.key);
    CHECK(to_text(read.key->public_key()) == public_text);
    const Signature signature = read.key->sign(rfc_message);
    CHECK(verifies(*parse_public_key(public_text), rfc_message, signature));
    CHECK_FALSE(verifies(rfc_key, rfc_message, signature));
}

TEST_CASE("text that is no public key is none") {
    std::string text(public_text);
    CHECK_FALSE(parse_public_key(""));
    CHECK_FALSE(parse_public_key(text.substr(1)));
    CHECK_FALSE(parse_public_key(text + '\n'));
    CHECK_FALSE(parse_public_key(' ' + text.substr(0, 59)));
    for (const std::size_t at : {0U, 5U, 14U, 58U, 59U}) {  // the prefix, bits behind the last byte, the fill character
        std::string changed = text;
        changed[at] = changed[at] == 'F' ? 'B' : 'F';
        CHECK_FALSE(parse_public_key(changed));
    }
    text[30] = '*';
    CHECK_FALSE(parse_public_key(text));
}

TEST_CASE("text that is no private key is refused in words") {
    CHECK_THAT(read_private_key("").problem, Contains("-----BEGIN PRIVATE KEY-----"));
    CHECK_THAT(read_private_key(public_text).problem, Contains("none found"));
    CHECK_THAT(read_private_key("-----BEGIN ENCRYPTED PRIVATE KEY-----\n").problem, Contains("without a password"));
    // a key for X25519: RFC 8410's with the last number of the algorithm's name changed
    std::string other(pem);
    other.replace(other.find("VwBC"), 4, "VuBC");
    CHECK_THAT(read_private_key(other).problem, Contains("a key for Ed25519 expected"));
}
