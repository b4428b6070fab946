#include "flasher/chip.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace stapel::flasher;

TEST_CASE("chips are found by name and by product ID") {
    REQUIRE(find_chip("stm32f405") != nullptr);
    CHECK(find_chip("stm32f405") == find_chip(std::uint16_t{0x413}));
    CHECK(find_chip("stm32l476") == find_chip(std::uint16_t{0x415}));
    CHECK(find_chip("stm32h743") == nullptr);
    CHECK(find_chip(std::uint16_t{0x450}) == nullptr);
    CHECK(all_chips().size() == 2);
}

TEST_CASE("both chips have 1 MiB, laid out as their manuals say") {
    const Chip& f405 = *find_chip("stm32f405");
    CHECK(flash_size(f405) == 0x100000);
    CHECK(unit_count(f405) == 12);
    CHECK(unit_of(f405, 0x08000000) == 0);
    CHECK(unit_of(f405, 0x0800FFFF) == 3);
    CHECK(unit_of(f405, 0x08010000) == 4);
    CHECK(unit_of(f405, 0x0801FFFF) == 4);
    CHECK(unit_of(f405, 0x08020000) == 5);
    CHECK(unit_of(f405, 0x080FFFFF) == 11);
    CHECK(image_limit(f405) == 0x080C0000);

    const Chip& l476 = *find_chip("stm32l476");
    CHECK(flash_size(l476) == 0x100000);
    CHECK(unit_count(l476) == 512);
    CHECK(unit_of(l476, 0x08000800) == 1);
    CHECK(image_limit(l476) == 0x080FF000);
}

TEST_CASE("a unit begins where the one before ends") {
    for (const Chip& chip : all_chips()) {
        for (std::uint32_t unit = 0; unit < unit_count(chip); ++unit) {
            CHECK(unit_of(chip, unit_start(chip, unit)) == unit);
            CHECK(unit_of(chip, unit_start(chip, unit + 1) - 1) == unit);
        }
        CHECK(unit_start(chip, unit_count(chip)) == chip.flash_start + flash_size(chip));
    }
}

TEST_CASE("erasing units takes what their sizes take") {
    using namespace std::chrono_literals;
    const std::vector<std::uint32_t> units{0, 4, 5};
    CHECK(erase_time(*find_chip("stm32f405"), units) == 1800ms);
    CHECK(erase_time(*find_chip("stm32l476"), units) == 66ms);
    CHECK(erase_time(*find_chip("stm32l476"), {}) == 0ms);
}
