#include "tests/firmware/module/configured_board.hpp"

#include <catch2/catch.hpp>

using namespace stapel::firmware;

namespace {

struct Record {
    explicit Record(const std::string& hex) : bytes(stapel::from_hex(hex)) {}
    const std::uint8_t* data() const { return reinterpret_cast<const std::uint8_t*>(bytes.data()); }

    bool is_record() const { return is_settings_record(data(), bytes.size()); }
    bool apply(Stored& stored) const { return apply_record(stored, data(), bytes.size()); }

    stapel::Bytes bytes;
};

const std::string head = "01313233343536373802";

Stored factory() {
    Stored stored{};
    set_factory(stored.settings);
    return stored;
}

bool same(const Stored& left, const Stored& right) {
    return std::memcmp(&left.settings, &right.settings, sizeof left.settings) == 0;
}

}  // namespace

TEST_CASE("a settings record is a whole write message, strict or legacy, whatever its password and values") {
    CHECK(Record(head + "1A").is_record());
    CHECK(Record(head + "1727021691" "1A").is_record());
    CHECK(Record("01FFFFFFFFFFFFFFFF02" "1799011A" "1A").is_record());
    CHECK(Record(head + "28012C" "17271691" "170300" "1A").is_record());
    CHECK(Record(head + "28012C" "17271691" "170300").is_record());
    CHECK_FALSE(Record(head + "1727021691").is_record());
    CHECK_FALSE(Record(head + "1727021691" "170300").is_record());
    CHECK_FALSE(Record(head + "17270316911A").is_record());
    CHECK_FALSE(Record("01313233343536373803" "1A").is_record());
    CHECK_FALSE(Record("").is_record());
    CHECK_FALSE(Record("E8329BFD4697D9EC37").is_record());
}

TEST_CASE("a record is applied to the settings, and its item 03 changes nothing") {
    Stored stored = factory();
    CHECK(Record(head + "1727021691" "170300" "1A").apply(stored));
    CHECK(number_of(stored.settings, 0x27) == 5777);
}

TEST_CASE("a record is applied as a whole or not at all") {
    Stored stored = factory();
    const Stored before = stored;
    SECTION("wrong password") { CHECK_FALSE(Record("01313233343536373902" "1727021691" "1A").apply(stored)); }
    SECTION("unknown id") { CHECK_FALSE(Record(head + "1727021691" "179900" "1A").apply(stored)); }
    SECTION("byte count") { CHECK_FALSE(Record(head + "1727021691" "17430200051A").apply(stored)); }
    SECTION("value") { CHECK_FALSE(Record(head + "1727021691" "174301191A").apply(stored)); }
    SECTION("combination") { CHECK_FALSE(Record(head + "1727021691" "172201011A").apply(stored)); }
    SECTION("no write") { CHECK_FALSE(Record("0131323334353637380B" "1A").apply(stored)); }
    SECTION("cut") { CHECK_FALSE(Record(head + "1727021691").apply(stored)); }
    CHECK(same(stored, before));
}

TEST_CASE("a record's password is the one that the record before it left") {
    Stored stored = factory();
    CHECK(Record(head + "1740084E65775061737331" "1A").apply(stored));
    CHECK_FALSE(Record(head + "1727021691" "1A").apply(stored));
    CHECK(Record("014E6577506173733102" "1727021691" "1A").apply(stored));
    CHECK(number_of(stored.settings, 0x27) == 5777);
}
