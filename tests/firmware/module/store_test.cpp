#include "tests/firmware/module/failing_flash.hpp"
#include "tests/firmware/module/stored_sample.hpp"

#include <catch2/catch.hpp>

using namespace stapel::firmware;

namespace {

Stored factory() {
    Stored stored{};
    set_factory(stored.settings);
    return stored;
}

void damage(FailingFlash& flash, int copy, std::size_t at = 20) {
    flash.cells[static_cast<std::size_t>(copy) * FailingFlash::unit + at] ^= 0x04;
}

void blank(FailingFlash& flash, int copy) {
    std::fill_n(flash.cells.begin() + copy * static_cast<int>(FailingFlash::unit), FailingFlash::unit,
                std::uint8_t{0xFF});
}

std::size_t bytes_of_a_save(FlashFamily family) {
    FailingFlash flash(family);
    REQUIRE(flash.save(stored_of(1)));
    return flash.programmed;
}

}  // namespace

TEST_CASE("blank copies mean factory settings, and stay blank") {
    FailingFlash flash(FlashFamily::stm32l476);
    Stored stored = stored_of(1);
    CHECK(flash.load(stored) == StoreHealth::blank);
    CHECK(same(stored, factory()));
    CHECK(flash.programmed == 0);
    CHECK(flash.erased == 0);
}

TEST_CASE("what was saved is loaded, the last of many") {
    FailingFlash flash(GENERATE(FlashFamily::stm32f405, FlashFamily::stm32l476));
    Stored stored{};
    for (std::uint8_t seed = 1; seed < 6; ++seed) {
        CHECK(flash.save(stored_of(seed)));
        CHECK(flash.load(stored) == StoreHealth::good);
        CHECK(same(stored, stored_of(seed)));
    }
    CHECK(flash.misuses == 0);
}

TEST_CASE("a good pair is read without a write") {
    FailingFlash flash(FlashFamily::stm32f405);
    REQUIRE(flash.save(stored_of(1)));
    flash.programmed = flash.erased = 0;
    Stored stored{};
    CHECK(flash.load(stored) == StoreHealth::good);
    CHECK(flash.programmed + flash.erased == 0);
}

TEST_CASE("one copy that is blank or damaged is mended from the other") {
    FailingFlash flash(FlashFamily::stm32l476);
    REQUIRE(flash.save(stored_of(3)));
    const int copy = GENERATE(0, 1);
    SECTION("blank") { blank(flash, copy); }
    SECTION("damaged") { damage(flash, copy); }
    Stored stored{};
    CHECK(flash.load(stored) == StoreHealth::one_bad);
    CHECK(same(stored, stored_of(3)));
    CHECK(flash.load(stored) == StoreHealth::good);
    damage(flash, 1 - copy);
    CHECK(flash.load(stored) == StoreHealth::one_bad);
    CHECK(same(stored, stored_of(3)));
}

TEST_CASE("a lost bit anywhere in a copy is found") {
    FailingFlash flash(FlashFamily::stm32f405);
    const std::size_t record = bytes_of_a_save(FlashFamily::stm32f405) / 2;
    REQUIRE(flash.save(stored_of(3)));
    const std::vector<std::uint8_t> before = flash.cells;
    std::size_t found = 0, unused = 0;
    for (std::size_t at = 0; at < record; ++at) {
        damage(flash, 0, at);
        Stored stored{};
        found += flash.peek(stored) == StoreHealth::one_bad ? 1U : 0U;
        unused += before[at] == 0xFF ? 1U : 0U;
        CHECK(same(stored, stored_of(3)));
        flash.cells = before;
    }
    // Filling up to whole double words says nothing; 7 bytes of it at most.
    CHECK(record - found <= 7);
    CHECK(record - found <= unused);
}

TEST_CASE("without a good copy there are factory settings, and the evidence stays") {
    FailingFlash flash(FlashFamily::stm32f405);
    REQUIRE(flash.save(stored_of(3)));
    damage(flash, 0);
    SECTION("both damaged") { damage(flash, 1); }
    SECTION("one damaged, one blank") { blank(flash, 1); }
    const std::vector<std::uint8_t> before = flash.cells;
    Stored stored{};
    CHECK(flash.load(stored) == StoreHealth::both_bad);
    CHECK(same(stored, factory()));
    CHECK(flash.cells == before);
    CHECK(flash.save(stored_of(4)));
    CHECK(flash.load(stored) == StoreHealth::good);
    CHECK(same(stored, stored_of(4)));
}

TEST_CASE("an older copy is no fault, and is written anew") {
    FailingFlash flash(FlashFamily::stm32l476);
    REQUIRE(flash.save(stored_of(1)));
    flash.cut_in_erase(1, [](std::uint32_t) { return false; });
    (void)flash.save(stored_of(2));
    flash.power_on();
    Stored stored{};
    CHECK(flash.load(stored) == StoreHealth::good);
    CHECK(same(stored, stored_of(2)));
    damage(flash, GENERATE(0, 1));
    CHECK(flash.load(stored) == StoreHealth::one_bad);
    CHECK(same(stored, stored_of(2)));
}

TEST_CASE("looking at the store writes nothing") {
    FailingFlash flash(FlashFamily::stm32l476);
    REQUIRE(flash.save(stored_of(5)));
    damage(flash, 0);
    flash.programmed = flash.erased = 0;
    Stored stored{};
    CHECK(flash.peek(stored) == StoreHealth::one_bad);
    CHECK(flash.peek(stored) == StoreHealth::one_bad);
    CHECK(same(stored, stored_of(5)));
    CHECK(flash.programmed + flash.erased == 0);
}

TEST_CASE("one worn unit does not keep settings from being saved, two do") {
    FailingFlash flash(FlashFamily::stm32f405);
    flash.wear_out(GENERATE(0, 1));
    CHECK(flash.save(stored_of(1)));
    CHECK(flash.save(stored_of(2)));
    Stored stored{};
    CHECK(flash.peek(stored) == StoreHealth::one_bad);
    CHECK(same(stored, stored_of(2)));
    flash.wear_out(0);
    flash.wear_out(1);
    CHECK_FALSE(flash.save(stored_of(3)));
}
