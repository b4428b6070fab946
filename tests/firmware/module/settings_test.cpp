#include "tests/firmware/module/configured_board.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace stapel::firmware;

namespace {

Value value_from(const std::string& bytes) {
    return {reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<std::uint8_t>(bytes.size())};
}

SettingError checked(std::uint8_t id, const std::string& bytes) {
    return check_value(*find_setting(id), value_from(bytes));
}

std::string number_bytes(std::uint8_t id, std::int32_t number) {
    std::string bytes;
    for (int byte = find_setting(id)->max_length - 1; byte >= 0; --byte)
        bytes.push_back(static_cast<char>(static_cast<std::uint32_t>(number) >> (8 * byte)));
    return bytes;
}

Settings factory() {
    Settings settings{};
    set_factory(settings);
    return settings;
}

}  // namespace

TEST_CASE("factory settings are those of table 2 and of the dialect") {
    const ConfiguredBoard board;
    const std::map<int, std::string> texts{
        {0x23, "internet"}, {0x24, ""}, {0x25, ""}, {0x26, ""}, {0x40, "12345678"}, {0x4A, ""}, {0x4E, ""}, {0x50, ""},
        {0x52, ""}, {0x53, ""}, {0x54, ""}, {0x55, ""}, {0x59, "narodmon.ru"}, {0x5E, ""}, {0x60, "777777"},
        {0x62, "12345678"}, {0x63, "1122334455667788"}};
    const std::map<int, int> numbers{
        {0x22, 2}, {0x27, 80}, {0x28, 300}, {0x41, 0x02}, {0x42, 300}, {0x43, 24}, {0x44, 0}, {0x45, 0}, {0x46, 0},
        {0x47, 0}, {0x48, 1440}, {0x49, 12}, {0x4B, 0}, {0x4C, 1440}, {0x4D, 1883}, {0x4F, 80}, {0x51, 1883},
        {0x56, 0}, {0x57, 6}, {0x58, 8283}, {0x5A, 0}, {0x5B, 1}, {0x5C, 0}, {0x5D, 0}, {0x5F, 0}, {0x61, 0}};
    for (const auto& [id, text] : texts) CHECK(board.setting(static_cast<std::uint8_t>(id)) == text);
    for (const auto& [id, number] : numbers) CHECK(board.number(static_cast<std::uint8_t>(id)) == number);
    CHECK(texts.size() + numbers.size() == settings_count);
    CHECK(combination_problem(board.module.stored.settings) == 0);
}

TEST_CASE("every factory value can stand in its own setting") {
    const Settings settings = factory();
    for (const Setting& setting : settings_table) {
        CAPTURE(setting.key);
        CHECK(check_value(setting, value_of(settings, setting.id)) == SettingError::none);
    }
}

TEST_CASE("an id that is not in the table is found nowhere") {
    for (const int id : {0x00, 0x03, 0x21, 0x29, 0x3F, 0x64, 0xFF})
        CHECK(find_setting(static_cast<std::uint8_t>(id)) == nullptr);
}

TEST_CASE("a value's bytes are counted before they are read") {
    for (const Setting& setting : settings_table) {
        CAPTURE(setting.key);
        const std::string longer(setting.max_length + 1U, '\xFF'), shorter(setting.min_length, '1');
        CHECK(checked(setting.id, longer) == SettingError::byte_count);
        if (setting.min_length > 0) CHECK(checked(setting.id, shorter.substr(1)) == SettingError::byte_count);
    }
}

TEST_CASE("numbers have the ranges of the dialect, ends included") {
    struct Range {
        std::uint8_t id;
        int low, high;
    };
    const auto range = GENERATE(
        Range{0x27, 1, 65535}, Range{0x28, 60, 65535}, Range{0x41, 0, 0x7F}, Range{0x42, 60, 65535}, Range{0x43, 1, 24},
        Range{0x44, 0, 3}, Range{0x45, 0, 2}, Range{0x46, 0, 5}, Range{0x47, 0, 1}, Range{0x48, 1, 65535},
        Range{0x49, -48, 56}, Range{0x4B, 0, 1}, Range{0x4C, 1, 65535}, Range{0x4D, 0, 65535}, Range{0x4F, 0, 65535},
        Range{0x51, 0, 65535}, Range{0x56, 0, 1}, Range{0x57, 5, 65535}, Range{0x58, 0, 65535}, Range{0x5A, 0, 1},
        Range{0x5B, 1, 2}, Range{0x5C, 0, 255}, Range{0x5F, 0, 1}, Range{0x61, 0, 2});
    CAPTURE(int(range.id));
    const int bits = 8 * find_setting(range.id)->max_length;
    CHECK(checked(range.id, number_bytes(range.id, range.low)) == SettingError::none);
    CHECK(checked(range.id, number_bytes(range.id, range.high)) == SettingError::none);
    if (range.low != 0) CHECK(checked(range.id, number_bytes(range.id, range.low - 1)) == SettingError::value);
    if (range.high != (1 << bits) - 1)
        CHECK(checked(range.id, number_bytes(range.id, range.high + 1)) == SettingError::value);
}

TEST_CASE("modes are 1, 2, 5 and 6") {
    for (int mode = 0; mode < 256; ++mode) {
        const bool known = mode == 1 || mode == 2 || mode == 5 || mode == 6;
        CHECK(checked(0x22, number_bytes(0x22, mode)) == (known ? SettingError::none : SettingError::value));
    }
}

TEST_CASE("the flag of the balance is always 0") {
    for (int flags = 0; flags < 256; ++flags) {
        const bool possible = flags <= 0x3E && flags % 2 == 0;
        CHECK(checked(0x5D, number_bytes(0x5D, flags)) == (possible ? SettingError::none : SettingError::value));
    }
}

TEST_CASE("texts are printable ASCII") {
    for (const int number : {0x23, 0x24, 0x25, 0x53, 0x54, 0x55, 0x60, 0x62}) {
        const auto id = static_cast<std::uint8_t>(number);
        CHECK(checked(id, " a~") == SettingError::none);
        CHECK(checked(id, "") == SettingError::none);
        CHECK(checked(id, "a\x1F") == SettingError::value);
        CHECK(checked(id, "\x7F") == SettingError::value);
        CHECK(checked(id, "\xD0\xB0") == SettingError::value);
        CHECK(checked(id, std::string(1, '\0')) == SettingError::value);
    }
    CHECK(checked(0x63, "exactly 16 chars") == SettingError::none);
}

TEST_CASE("the administrator's password is eight digits and letters") {
    CHECK(checked(0x40, "aB3456zZ") == SettingError::none);
    CHECK(checked(0x40, "1234 678") == SettingError::value);
    CHECK(checked(0x40, "1234567") == SettingError::byte_count);
    CHECK(checked(0x40, "") == SettingError::byte_count);
}

TEST_CASE("an address is an IPv4 address, a DNS name or empty") {
    for (const char* good : {"", "1.0.0.0", "255.255.255.255", "10.168.24.1", "narodmon.ru", "a", "x-1.example",
                             "1server.example", "1.2.3.4a"})
        CHECK(checked(0x26, good) == SettingError::none);
    for (const char* bad : {"0.1.2.3", "256.1.1.1", "1.2.3", "1.2.3.4.5", "1.2.3.", "1..2.3", ".", "12", "a..b", "a.",
                            ".a", "-a.b", "a-.b", "a_b", "a b", "1.2.3.0004", "a/b"})
        CHECK(checked(0x26, bad) == SettingError::value);
    CHECK(checked(0x26, std::string(50, 'a')) == SettingError::none);
    CHECK(checked(0x26, std::string(51, 'a')) == SettingError::byte_count);
}

TEST_CASE("a phone is a plus and 11 to 15 digits, or empty") {
    for (const char* good : {"", "+79001234567", "+123456789012345"}) CHECK(checked(0x5E, good) == SettingError::none);
    for (const char* bad : {"+", "79001234567", "+7900123456", "+7900123456a", "++79001234567"})
        CHECK(checked(0x5E, bad) == SettingError::value);
    CHECK(checked(0x5E, "+1234567890123456") == SettingError::byte_count);
}

TEST_CASE("a value stands beside its neighbours, and a shorter one leaves nothing of a longer one") {
    const Settings fresh = factory();
    Settings settings = fresh;
    set_value(settings, 0x24, value_from("fifteen letters"));
    set_value(settings, 0x25, value_from("also 15 letters"));
    set_value(settings, 0x24, value_from("short"));
    CHECK(value_of(settings, 0x24).length == 5);
    CHECK(value_of(settings, 0x25).length == 15);
    CHECK(value_of(settings, 0x23).length == 8);
    set_value(settings, 0x24, {nullptr, 0});
    set_value(settings, 0x25, {nullptr, 0});
    CHECK(std::memcmp(&settings, &fresh, sizeof settings) == 0);
}

TEST_CASE("numbers are big endian, the zone is signed") {
    Settings settings = factory();
    set_number(settings, 0x27, 0x1691);
    CHECK(value_of(settings, 0x27).bytes[0] == 0x16);
    CHECK(value_of(settings, 0x27).bytes[1] == 0x91);
    CHECK(number_of(settings, 0x27) == 5777);
    set_number(settings, 0x49, -12);
    CHECK(value_of(settings, 0x49).bytes[0] == 0xF4);
    CHECK(number_of(settings, 0x49) == -12);
}
