#include "firmware/module/store.hpp"
#include "fixtures/virtual/flash_array.hpp"
#include "tests/firmware/module/stored_sample.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace stapel;
using namespace stapel::firmware;

// The store on the flash array of the virtual bench, with the units and rules of both chips.

namespace {

struct ChipStore {
    explicit ChipStore(const char* name) : chip(*bench::find_personality(name)), flash(chip) {
        hal.context = this;
        hal.flash_read = [](void* self, std::uint32_t offset, std::uint8_t* into, std::size_t length) {
            std::memcpy(into, of(self).flash.bytes().data() + offset, length);
        };
        hal.settings_erase = [](void* self, int copy) { of(self).flash.erase_unit(of(self).unit(copy)); };
        hal.settings_program = [](void* self, int copy, std::uint32_t offset, const std::uint8_t* bytes,
                                  std::size_t length) {
            const std::uint32_t place = bench::unit_offset(of(self).chip, of(self).unit(copy)) + offset;
            CHECK(of(self).flash.program(place, std::as_bytes(std::span(bytes, length))).done);
        };
        board.settings_offset = bench::settings_offset(chip);
        board.settings_unit = bench::flash_size(chip) - bench::unit_offset(chip, unit(1));
    }
    static ChipStore& of(void* self) { return *static_cast<ChipStore*>(self); }
    std::uint32_t unit(int copy) const { return bench::unit_count(chip) - 2 + static_cast<std::uint32_t>(copy); }

    const bench::Personality& chip;
    bench::FlashArray flash;
    Hal hal{};
    Board board{};
};

}  // namespace

TEST_CASE("settings are kept in the last two units of either chip") {
    ChipStore store(GENERATE("stm32f405", "stm32l476"));
    Stored stored{};
    CHECK(load(store.hal, store.board, stored) == StoreHealth::blank);
    for (std::uint8_t seed = 1; seed < 4; ++seed) {
        CHECK(save(store.hal, store.board, stored_of(seed)));
        CHECK(load(store.hal, store.board, stored) == StoreHealth::good);
        CHECK(same(stored, stored_of(seed)));
    }
    const auto before = store.flash.bytes().first(store.board.settings_offset);
    CHECK(std::all_of(before.begin(), before.end(), [](std::byte cell) { return cell == std::byte{0xFF}; }));
}

TEST_CASE("a copy whose cells have lost a bit or do not take one is mended from the other") {
    ChipStore store(GENERATE("stm32f405", "stm32l476"));
    const int copy = GENERATE(0, 1);
    REQUIRE(save(store.hal, store.board, stored_of(1)));
    store.flash.lose_bit(bench::unit_offset(store.chip, store.unit(copy)) + 40);
    Stored stored{};
    CHECK(load(store.hal, store.board, stored) == StoreHealth::one_bad);
    CHECK(same(stored, stored_of(1)));
    CHECK(load(store.hal, store.board, stored) == StoreHealth::good);
    store.flash.set_bad_cell(bench::unit_offset(store.chip, store.unit(copy)) + 40);
    CHECK(save(store.hal, store.board, stored_of(2)));
    CHECK(peek(store.hal, store.board, stored) == StoreHealth::one_bad);
    CHECK(same(stored, stored_of(2)));
}
