#include "ui/app/window/keyboard.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace stapel::app;

namespace {

/// The characters of a row of keys that lie one after the other in the table of usages.
std::string row(int first, int count, bool shift) {
    std::string characters;
    for (int usage = first; usage < first + count; ++usage) characters += us_character(usage, shift).value_or('?');
    return characters;
}

}  // namespace

TEST_CASE("characters by their places on a US keyboard") {
    CHECK(row(0x04, 26, false) == "abcdefghijklmnopqrstuvwxyz");
    CHECK(row(0x04, 26, true) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    CHECK(row(0x1E, 10, false) == "1234567890");
    CHECK(row(0x1E, 10, true) == "!@#$%^&*()");
    CHECK(row(0x2C, 6, false) == std::string(" -=[]\\"));
    CHECK(row(0x33, 6, true) == ":\"~<>?");
    CHECK(us_character(0x33, false) == ';');  // between the parts of a label
    CHECK(row(0x59, 11, false) == "1234567890.");
}

TEST_CASE("keys without a character have none") {
    for (const int usage : {-1, 0, 0x03, 0x28, 0x29, 0x2A, 0x2B, 0x32, 0x39, 0x3A, 0x45, 0x4F, 0x58, 0xE1, 1000}) {
        CAPTURE(usage);
        CHECK_FALSE(us_character(usage, false).has_value());
        CHECK_FALSE(us_character(usage, true).has_value());
    }
}

TEST_CASE("function keys F1 to F12 and no further ones") {
    CHECK_FALSE(function_key_number(0x39).has_value());
    CHECK(function_key_number(0x3A) == 1);
    CHECK(function_key_number(0x45) == 12);
    CHECK_FALSE(function_key_number(0x46).has_value());  // Print Screen
}

TEST_CASE("every key that a screen looks at lies on the keyboard") {
    std::set<Key> found;
    for (int usage = 0; usage < 0x100; ++usage)
        if (const auto key = screen_key(usage)) found.insert(*key);
    CHECK(found.size() == static_cast<std::size_t>(Key::z) + 1);
    CHECK(screen_key(0x28) == Key::enter);
    CHECK(screen_key(0x58) == Key::enter);  // of the digit block
    CHECK(screen_key(0x52) == Key::up);
    CHECK_FALSE(screen_key(0x05).has_value());
}
