#include "flasher/an3155.hpp"
#include "flasher/compare.hpp"
#include "tests/flasher/rom_double.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::flasher;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t start = 0x08000000;

struct Bench {
    explicit Bench(bool can_sum = true) {
        rom.can_sum = can_sum;
        client.sync(2s);
        for (std::size_t at = 0; at < rom.flash.size(); ++at) rom.flash[at] = std::byte(at * 7 % 251);
        rom.packets.clear();
    }

    /// What the flash holds from an offset on.
    Bytes contents(std::size_t offset, std::size_t length) const {
        const auto first = rom.flash.begin() + static_cast<std::ptrdiff_t>(offset);
        return {first, first + static_cast<std::ptrdiff_t>(length)};
    }
    std::optional<Difference> difference(std::uint32_t offset, const Bytes& bytes) {
        compared = 0;
        return find_difference(client, start + offset, bytes, [&](std::size_t count) { compared += count; });
    }
    /// How often it was read since the last look.
    std::size_t reads() {
        const auto count = std::ranges::count_if(rom.packets, [](const Bytes& p) { return to_hex(p) == "11EE"; });
        rom.packets.clear();
        return static_cast<std::size_t>(count);
    }

    ManualClock clock;
    RomDouble rom{*find_chip("stm32l476"), clock};
    An3155 client{rom, clock, {}, {}};
    std::size_t compared = 0;
};

}  // namespace

TEST_CASE("a range is proven by one sum, and bytes beside whole words by reading them alone") {
    Bench bench;
    CHECK_FALSE(bench.difference(0, bench.contents(0, 0x40000)));
    CHECK(bench.rom.sums == 1);
    CHECK(bench.reads() == 0);
    CHECK(bench.compared == 0x40000);
    CHECK_FALSE(bench.difference(0x1003, bench.contents(0x1003, 5000)));
    CHECK(bench.rom.sums == 2);
    CHECK(bench.reads() == 2);
    CHECK(bench.compared == 5000);
    CHECK_FALSE(bench.difference(0x103, bench.contents(0x103, 3)));
    CHECK(bench.rom.sums == 2);
}

TEST_CASE("every wrong byte is found, by halves and not by reading everything") {
    for (const std::size_t at : {0U, 1U, 2U, 3U, 255U, 256U, 4242U, 0x3FFFFU, 0x40001U, 0x40002U}) {
        Bench bench;
        Bytes wanted = bench.contents(1, 0x40002);
        const std::size_t index = std::min<std::size_t>(at, wanted.size() - 1);
        wanted[index] ^= std::byte{0x40};
        const auto difference = bench.difference(1, wanted);
        INFO("byte " << index);
        REQUIRE(difference);
        CHECK(difference->address == start + 1 + index);
        CHECK(difference->expected == wanted[index]);
        CHECK(difference->read == bench.rom.flash[1 + index]);
        CHECK(bench.rom.sums <= 24);
        CHECK(bench.reads() <= 6);
    }
}

TEST_CASE("the first of several wrong bytes is told") {
    Bench bench;
    Bytes wanted = bench.contents(0, 0x2000);
    wanted[0x1FFF] ^= std::byte{1};
    wanted[0x777] ^= std::byte{1};
    const auto difference = bench.difference(0, wanted);
    REQUIRE(difference);
    CHECK(difference->address == start + 0x777);
}

TEST_CASE("a sum that is wrong once is no difference, even where its check fits") {
    Bench bench;
    bench.rom.other_sum = [count = 0](std::uint32_t& sum) mutable {
        if (count++ == 0) sum ^= 0x01010000;
    };
    CHECK_FALSE(bench.difference(0, bench.contents(0, 0x1000)));
    CHECK(bench.rom.sums == 2);
    CHECK(bench.reads() == 0);
}

TEST_CASE("a ROM that sums otherwise is asked no more, and everything is read") {
    Bench bench;
    bench.rom.other_sum = [](std::uint32_t& sum) { sum = ~sum; };
    CHECK_FALSE(bench.difference(0, bench.contents(0, 0x1000)));
    CHECK(bench.reads() >= 0x10);
    CHECK_FALSE(bench.client.can_sum());
    Bytes wanted = bench.contents(0, 0x1000);
    wanted[0x234] ^= std::byte{1};
    CHECK(bench.difference(0, wanted)->address == start + 0x234);
}

TEST_CASE("without the command everything is read, to the first difference") {
    Bench bench(false);
    CHECK_FALSE(bench.difference(0, bench.contents(0, 0x1000)));
    CHECK(bench.reads() == 0x10);
    CHECK(holds(bench.client, start, bench.contents(0, 0x1000)));
    CHECK(bench.reads() == 0x10);
    Bytes wanted = bench.contents(0, 0x1000);
    wanted[0x234] ^= std::byte{1};
    CHECK_FALSE(holds(bench.client, start, wanted));
    CHECK(bench.reads() == 3);
}

TEST_CASE("holds tells by sums what differs in words and beside them") {
    for (const std::size_t at : {0U, 1U, 100U, 1000U, 1001U}) {
        Bench bench;
        Bytes wanted = bench.contents(3, 1002);
        CHECK(holds(bench.client, start + 3, wanted));
        wanted[at] ^= std::byte{1};
        CHECK_FALSE(holds(bench.client, start + 3, wanted));
        CHECK(bench.reads() <= 4);
    }
}
