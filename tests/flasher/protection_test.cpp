#include "flasher/an3155.hpp"
#include "station/base/failure.hpp"
#include "tests/flasher/rom_double.hpp"
#include "tests/support/failure_of.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::flasher;
using namespace std::chrono_literals;
using test::failure_of;
using Catch::Matchers::Contains;

namespace {

struct Bench {
    Bench() {
        rom.start_up = 400ms;
        client.sync(2s);
        rom.packets.clear();
    }

    ManualClock clock;
    RomDouble rom{*find_chip("stm32f405"), clock};
    An3155 client{rom, clock, {}, {}};
};

}  // namespace

TEST_CASE("protection is switched on, the chip met again and proven shut") {
    Bench bench;
    std::fill(bench.rom.flash.begin(), bench.rom.flash.end(), std::byte{0x5A});
    CHECK_FALSE(bench.client.is_protected());
    bench.rom.packets.clear();
    bench.client.protect(2s);
    CHECK(to_hex(bench.rom.packets.front()) == "827D");
    CHECK(bench.rom.read_protected);
    CHECK(bench.rom.resets == 1);
    CHECK(bench.client.is_protected());
    CHECK(bench.rom.flash.front() == std::byte{0x5A});
    CHECK(bench.rom.erases == 0);
}

TEST_CASE("a chip that is protected already is left as it is") {
    Bench bench;
    bench.rom.read_protected = true;
    bench.client.protect(2s);
    CHECK(bench.rom.resets == 0);
}

TEST_CASE("taking protection off erases everything") {
    Bench bench;
    std::fill(bench.rom.flash.begin(), bench.rom.flash.end(), std::byte{0x5A});
    bench.rom.read_protected = true;
    bench.client.unprotect(2s);
    CHECK_FALSE(bench.client.is_protected());
    CHECK(bench.rom.flash == Bytes(bench.rom.flash.size(), std::byte{0xFF}));
}

TEST_CASE("an answer that the reset swallows changes nothing") {
    for (std::size_t lost = 0; lost < 2; ++lost) {
        Bench bench;
        bench.rom.outbound = [lost, count = std::size_t{0}](std::byte&) mutable { return count++ != lost; };
        bench.client.protect(2s);
        CHECK(bench.rom.read_protected);
    }
}

TEST_CASE("option bytes that cannot be written are protection_unchanged") {
    Bench bench;
    bench.rom.options_stuck = true;
    const auto failure = failure_of([&] { bench.client.protect(2s); });
    CHECK(failure.code() == Code::protection_unchanged);
    CHECK_THAT(failure.detail(), Contains("on expected after Readout protect, off found"));
    bench.rom.read_protected = true;
    CHECK(failure_of([&] { bench.client.unprotect(2s); }).code() == Code::protection_unchanged);
}

TEST_CASE("the unique identifier is read until two readings agree") {
    Bench bench;
    bench.rom.outbound = [count = 0](std::byte& byte) mutable {
        if (count++ == 5) byte ^= std::byte{1};
        return true;
    };
    CHECK(bench.client.uid() == "00112233445566778899AABB");
    CHECK(bench.client.retries() == 1);
}
