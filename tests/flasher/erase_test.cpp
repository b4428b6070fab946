#include "flasher/an3155.hpp"
#include "flasher/erase.hpp"
#include "tests/flasher/rom_double.hpp"

#include <catch2/catch.hpp>
#include <numeric>

using namespace stapel;
using namespace stapel::flasher;
using namespace std::chrono_literals;

namespace {

struct Bench {
    explicit Bench(std::string_view chip, bool can_sum) : rom(*find_chip(chip), clock) {
        rom.can_sum = can_sum;
        client.sync(2s);
        rom.packets.clear();
    }

    int erase(bool trust_blank = true, std::uint32_t count = 128) {
        std::vector<std::uint32_t> units(count);
        std::iota(units.begin(), units.end(), 0U);
        return erase_units(client, {.units = units, .trust_blank = trust_blank});
    }
    bool blank() const {
        return std::ranges::all_of(rom.flash, [](std::byte b) { return b == std::byte{0xFF}; });
    }

    ManualClock clock;
    RomDouble rom;
    An3155 client{rom, clock, {}, {}};
};

}  // namespace

TEST_CASE("a factory-new chip that can prove it is not erased, with one question") {
    Bench bench("stm32l476", true);
    CHECK(bench.erase() == 0);
    CHECK(bench.rom.erases == 0);
    CHECK(bench.rom.sums == 1);
}

TEST_CASE("what is not blank is erased, and little beside it") {
    Bench bench("stm32l476", true);
    bench.rom.flash[70 * 2048 + 5] = std::byte{0};
    const int erased = bench.erase();
    CHECK(bench.blank());
    CHECK(erased <= 16);
    CHECK(bench.rom.sums <= 10);
}

TEST_CASE("a chip that is full costs few looks and no question") {
    Bench bench("stm32l476", true);
    std::fill(bench.rom.flash.begin(), bench.rom.flash.begin() + 128 * 2048, std::byte{0});
    CHECK(bench.erase() == 128);
    CHECK(bench.blank());
    CHECK(bench.rom.sums == 0);
}

TEST_CASE("units that lie apart are not asked for what is between them") {
    Bench bench("stm32l476", true);
    std::fill(bench.rom.flash.begin(), bench.rom.flash.end(), std::byte{0});
    std::vector<std::uint32_t> units;
    for (std::uint32_t unit = 0; unit < 40; ++unit) units.push_back(unit < 20 ? unit : unit + 300);
    CHECK(erase_units(bench.client, {.units = units}) == 40);
    CHECK(bench.rom.erases == 40);
}

TEST_CASE("blank looks are not trusted after a try that was cut short") {
    Bench bench("stm32l476", true);
    CHECK(bench.erase(false) == 128);
    CHECK(bench.rom.erases == 128);
    CHECK(bench.rom.sums == 0);
}

TEST_CASE("without the command every unit is erased") {
    Bench bench("stm32f405", false);
    CHECK(bench.erase(true, 6) == 6);
    CHECK(bench.rom.erases == 6);
}

TEST_CASE("nothing to erase sends nothing") {
    Bench bench("stm32f405", false);
    CHECK(bench.erase(true, 0) == 0);
    CHECK(bench.rom.packets.empty());
}

TEST_CASE("the whole chip goes in the way that it does faster") {
    for (const char* chip : {"stm32f405", "stm32l476"}) {
        Bench bench(chip, false);
        std::fill(bench.rom.flash.begin(), bench.rom.flash.end(), std::byte{0});
        CHECK(erase_chip(bench.client) == static_cast<int>(unit_count(bench.client.chip())));
        CHECK(bench.blank());
        CHECK(to_hex(bench.rom.packets.at(1)) == "FFFF00");  // 8 s against 8.55 s, and 22 ms against 11 s
    }
}
