#include "flasher/an3155.hpp"
#include "station/base/failure.hpp"
#include "tests/flasher/rom_double.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::flasher;
using namespace std::chrono_literals;

namespace {

struct Bench {
    explicit Bench(bool can_sum = true) {
        rom.can_sum = can_sum;
        client.sync(2s);
        rom.packets.clear();
    }

    ManualClock clock;
    RomDouble rom{*find_chip("stm32l476"), clock};
    An3155 client{rom, clock, {}, {}};
};

/// Damages or loses the byte with this number, counted from 0.
std::function<bool(std::byte&)> spoil(std::size_t number, bool lose) {
    return [number, lose, count = std::size_t{0}](std::byte& byte) mutable {
        if (count++ != number) return true;
        byte ^= std::byte{0x04};
        return !lose;
    };
}

}  // namespace

TEST_CASE("the CRC unit's sum, against vectors of others") {
    // CRC-32/MPEG-2 of four zero bytes, and of «12345678» when each word's bytes come most significant first.
    CHECK(crc_of_words(from_hex("00000000")) == 0xC704DD7B);
    CHECK(crc_of_words(from_hex("3433323138373635")) == 0x49E3C2FB);
    CHECK(crc_of_words({}) == 0xFFFFFFFF);
}

TEST_CASE("Get checksum on the wire") {
    Bench bench;
    std::fill_n(bench.rom.flash.begin() + 0x100, 4, std::byte{0});
    CHECK(bench.client.sum(0x08000100, 4) == 0xC704DD7B);
    REQUIRE(bench.rom.packets.size() == 3);
    CHECK(to_hex(bench.rom.packets[0]) == "A15E");
    CHECK(to_hex(bench.rom.packets[1]) == "0800010009");
    CHECK(to_hex(bench.rom.packets[2]) == "0000000404");
}

TEST_CASE("a ROM that does not list the command is not asked") {
    Bench bench(false);
    CHECK_FALSE(bench.client.can_sum());
    CHECK_FALSE(bench.client.sum(0x08000000, 4));
    CHECK(bench.rom.packets.empty());
}

TEST_CASE("a slow sum of 1 MiB is waited for") {
    Bench bench;
    bench.rom.sum_time = 9s;
    CHECK(bench.client.sum(0x08000000, 0x100000) == crc_of_words(bench.rom.flash));
    CHECK(bench.client.retries() == 0);
}

TEST_CASE("any one damaged or lost byte of a sum's dialogue is survived, and never believed") {
    constexpr std::size_t sent = 2 + 5 + 5, answered = 4 + 5;
    for (const bool lost : {false, true})
        for (std::size_t at = 0; at < sent + answered; ++at) {
            INFO("byte " << at << (lost ? " lost" : " damaged"));
            Bench bench;
            bench.rom.flash[77] = std::byte{0x12};
            (at < sent ? bench.rom.inbound : bench.rom.outbound) = spoil(at < sent ? at : at - sent, lost);
            CHECK(bench.client.sum(0x08000000, 0x800) == crc_of_words(ByteView(bench.rom.flash).first(0x800)));
            CHECK(bench.client.retries() > 0);
        }
}

TEST_CASE("a ROM that refuses a range, or wants more than address and length, is not asked again") {
    for (const auto stage : {RomDouble::Stage::address, RomDouble::Stage::data}) {
        Bench bench;
        bench.rom.refuse = [stage](std::uint8_t code, RomDouble::Stage now) { return code == 0xA1 && now == stage; };
        CHECK_FALSE(bench.client.sum(0x08000000, 0x800));
        CHECK_FALSE(bench.client.can_sum());
        CHECK(bench.client.read(0x08000000, 4).size() == 4);
    }
}

TEST_CASE("a protected chip and a dead one say so") {
    Bench bench;
    bench.rom.read_protected = true;
    CHECK_THROWS_AS(bench.client.sum(0x08000000, 4), Failure);
    Bench dead;
    dead.rom.dead = true;
    CHECK_THROWS_AS(dead.client.sum(0x08000000, 4), Failure);
}
