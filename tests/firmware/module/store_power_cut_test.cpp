#include "tests/firmware/module/failing_flash.hpp"
#include "tests/firmware/module/stored_sample.hpp"

#include <catch2/catch.hpp>

using namespace stapel::firmware;

// The power is cut at every byte that a save or a mending programs and in every erase, on both families, from every
// state that an earlier cut can have left.

namespace {

enum class Prior { blank, both_good, first_torn, second_torn, first_newer, second_newer };

bool nothing_erased(std::uint32_t) { return false; }
bool everything_erased(std::uint32_t) { return true; }
bool start_erased(std::uint32_t at) { return at < 100; }
bool end_erased(std::uint32_t at) { return at >= 100; }
bool first_half_erased(std::uint32_t at) { return at < FailingFlash::unit / 2; }
bool every_other_erased(std::uint32_t at) { return at % 2 == 0; }

std::vector<std::uint8_t> unit_of(const FailingFlash& flash, int copy) {
    const auto first = flash.cells.begin() + copy * static_cast<int>(FailingFlash::unit);
    return {first, first + FailingFlash::unit};
}

void put_unit(FailingFlash& flash, int copy, const std::vector<std::uint8_t>& cells) {
    std::copy(cells.begin(), cells.end(), flash.cells.begin() + copy * static_cast<int>(FailingFlash::unit));
}

/// Brings a flash into the state; what a load finds there is in `old`.
FailingFlash flash_in(FlashFamily family, Prior prior, Stored& old) {
    FailingFlash flash(family);
    if (prior != Prior::blank) REQUIRE(flash.save(stored_of(8)));
    const std::vector<std::uint8_t> earlier = unit_of(flash, 0);
    if (prior == Prior::first_newer || prior == Prior::second_newer) REQUIRE(flash.save(stored_of(9)));
    if (prior == Prior::first_newer) put_unit(flash, 1, earlier);
    if (prior == Prior::second_newer) put_unit(flash, 0, earlier);
    if (prior == Prior::first_torn) std::fill_n(flash.cells.begin() + 64, 300, std::uint8_t{0xFF});
    const auto second = flash.cells.begin() + FailingFlash::unit;
    if (prior == Prior::second_torn) std::fill_n(second + 64, 300, std::uint8_t{0xFF});
    (void)flash.peek(old);
    flash.programmed = flash.erased = 0;
    return flash;
}

std::size_t bytes_of_a_save(FlashFamily family) {
    FailingFlash flash(family);
    REQUIRE(flash.save(stored_of(1)));
    return flash.programmed;
}

/// Powers on and loads; 0 = the old settings, 1 = the new ones, anything else a mixture.
int loaded_after_cut(FailingFlash& flash, const Stored& old, const Stored& made) {
    flash.power_on();
    Stored stored{};
    (void)flash.load(stored);
    return same(stored, made) ? 1 : same(stored, old) ? 0 : -1;
}

/// Nothing of the cut is left: the next save and load work as ever.
bool works_on(FailingFlash& flash) {
    Stored stored{};
    const bool saved = flash.save(stored_of(77));
    return saved && flash.load(stored) == StoreHealth::good && same(stored, stored_of(77)) && flash.misuses == 0;
}

}  // namespace

TEST_CASE("a power cut at any byte of a save leaves the old or the new settings, and the next save works") {
    const FlashFamily family = GENERATE(FlashFamily::stm32f405, FlashFamily::stm32l476);
    const Prior prior = GENERATE(Prior::blank, Prior::both_good, Prior::first_torn, Prior::second_torn,
                                 Prior::first_newer, Prior::second_newer);
    Stored old{};
    const FailingFlash before = flash_in(family, prior, old);
    const std::size_t total = bytes_of_a_save(family);
    int last = 0;
    std::size_t mixtures = 0, relapses = 0, stuck = 0, new_from = 0;
    for (std::size_t count = 0; count <= total; ++count) {
        FailingFlash flash = before;
        flash.cut_after_bytes(count);
        (void)flash.save(stored_of(50));
        const int loaded = loaded_after_cut(flash, old, stored_of(50));
        mixtures += loaded < 0 ? 1U : 0U;
        relapses += loaded < last ? 1U : 0U;  // once new, never old again
        stuck += works_on(flash) ? 0U : 1U;
        if (loaded == 1 && last == 0) new_from = count;
        last = loaded;
    }
    CHECK(mixtures == 0);
    CHECK(relapses == 0);
    CHECK(stuck == 0);
    CHECK(last == 1);
    // The first copy decides: a word less of it is the old settings.
    CHECK(new_from <= total / 2);
    CHECK(new_from > total / 2 - 16);
}

TEST_CASE("a power cut inside an erase of a save leaves the old or the new settings, and the next save works") {
    const FlashFamily family = GENERATE(FlashFamily::stm32f405, FlashFamily::stm32l476);
    const Prior prior = GENERATE(Prior::blank, Prior::both_good, Prior::first_torn, Prior::second_torn,
                                 Prior::first_newer, Prior::second_newer);
    Stored old{};
    const FailingFlash before = flash_in(family, prior, old);
    for (const auto erased : {nothing_erased, everything_erased, start_erased, end_erased, first_half_erased,
                              every_other_erased}) {
        for (const int whole : {0, 1}) {
            FailingFlash flash = before;
            flash.cut_in_erase(whole, erased);
            (void)flash.save(stored_of(50));
            CHECK(loaded_after_cut(flash, old, stored_of(50)) == whole);
            CHECK(works_on(flash));
        }
    }
}

TEST_CASE("a power cut at any byte of a mending loses nothing") {
    const FlashFamily family = GENERATE(FlashFamily::stm32f405, FlashFamily::stm32l476);
    const Prior prior = GENERATE(Prior::first_torn, Prior::second_torn, Prior::first_newer, Prior::second_newer);
    Stored old{};
    const FailingFlash before = flash_in(family, prior, old);
    std::size_t lost = 0;
    for (std::size_t count = 0; count <= bytes_of_a_save(family) / 2; ++count) {
        FailingFlash flash = before;
        Stored stored{};
        flash.cut_after_bytes(count);
        (void)flash.load(stored);
        lost += same(stored, old) ? 0U : 1U;
        lost += loaded_after_cut(flash, old, old) == 1 ? 0U : 1U;
    }
    CHECK(lost == 0);
}
