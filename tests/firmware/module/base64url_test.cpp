#include "firmware/module/base64url.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <string_view>

using namespace stapel::firmware;

namespace {

std::optional<std::string> decoded(std::string_view text, std::size_t room = 64) {
    std::string bytes(room, '\0');
    std::size_t length = 0;
    if (!decode_base64url({text.data(), text.size()}, reinterpret_cast<std::uint8_t*>(bytes.data()), room, length))
        return std::nullopt;
    bytes.resize(length);
    return bytes;
}

}  // namespace

TEST_CASE("the vectors of RFC 4648 are decoded, padded or not") {
    CHECK(decoded("") == "");
    CHECK(decoded("Zg") == "f");
    CHECK(decoded("Zm8") == "fo");
    CHECK(decoded("Zm9v") == "foo");
    CHECK(decoded("Zm9vYg") == "foob");
    CHECK(decoded("Zm9vYmE") == "fooba");
    CHECK(decoded("Zm9vYmFy") == "foobar");
    CHECK(decoded("Zg==") == "f");
    CHECK(decoded("Zm8=") == "fo");
}

TEST_CASE("the two last digits are - and _") {
    CHECK(decoded("-_-_") == "\xFB\xFF\xBF");
    CHECK_FALSE(decoded("+/+/"));
}

TEST_CASE("what is no base64url is refused") {
    for (const char* bad : {"Z", "Zm9vY", "Zm 9", "Zg=", "Zm8==", "Zg===", "=", "====", "Zh", "Zm9", "Zm9vYmFy="})
        CHECK_FALSE(decoded(bad));
}

TEST_CASE("no more is written than there is room") {
    CHECK(decoded("Zm9v", 3) == "foo");
    CHECK_FALSE(decoded("Zm9v", 2));
    CHECK_FALSE(decoded("Zg", 0));
}
