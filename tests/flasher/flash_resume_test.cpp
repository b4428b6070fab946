#include "flasher/an3155.hpp"
#include "flasher/flash.hpp"
#include "station/base/failure.hpp"
#include "tests/flasher/rom_double.hpp"
#include "tests/support/failure_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::flasher;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;
using test::failure_of;

namespace {

constexpr std::uint32_t start = 0x08000000;

/// Vectors, then a ramp in which no block is blank.
Image program(std::size_t size, unsigned step = 7) {
    Bytes bytes(size);
    for (std::size_t at = 0; at < size; ++at) bytes[at] = std::byte(at % 241 * step);
    const Bytes vectors = from_hex("0080012009000008");
    std::copy(vectors.begin(), vectors.end(), bytes.begin());
    Image image;
    REQUIRE(image.add(start, bytes));
    return image;
}

/// A chip that comes back again and again, and the journal of the station that flashes it.
struct Bench {
    explicit Bench(std::string_view chip = "stm32l476", bool can_sum = true) : rom(*find_chip(chip), clock) {
        rom.can_sum = can_sum;
    }

    /// One insertion: the program starts anew and knows what is on disk.
    Result flash(const Image& image, Erase erase = Erase::by_map) {
        words.clear();
        rom.restart();
        rom.inbound = nullptr;
        if (cut_after) {
            rom.inbound = [this, left = *cut_after](std::byte&) mutable {
                if (left-- == 0) rom.dead = true;
                return true;
            };
        }
        An3155 client(rom, clock, {}, {});
        client.sync(2s);
        FlashJournal journal(journals.string(), {.uid = client.uid(), .image = digest_of(image),
                                                      .whole_chip = erase == Erase::all});
        return write_image(client, image, {.erase = erase, .progress = {}, .journal = &journal,
                                           .note = [this](const std::string& word) { words += word + "\n"; }});
    }
    /// The supply goes after so many bytes from the station.
    Code cut(std::size_t after, const Image& image, Erase erase = Erase::by_map) {
        cut_after = after;
        const Code code = failure_of([&] { static_cast<void>(flash(image, erase)); }).code();
        cut_after.reset();
        return code;
    }
    bool holds(const Image& image) const {
        const auto& [address, bytes] = *image.blocks().begin();
        return std::equal(bytes.begin(), bytes.end(), rom.flash.begin() + (address - start));
    }
    bool starts_nothing() const { return to_hex(ByteView(rom.flash).first(8)) == "FFFFFFFFFFFFFFFF"; }
    bool journal_is_gone() const { return !std::filesystem::exists(journals); }

    ManualClock clock;
    RomDouble rom;
    test::TemporaryFolder folder{};
    std::filesystem::path journals = folder.path() / "journals";
    std::optional<std::size_t> cut_after{};
    std::string words{};
};

}  // namespace

TEST_CASE("the first packet is written last of all, its unit last of the units") {
    Bench bench;
    const Image image = program(5000);
    static_cast<void>(bench.flash(image));
    std::vector<std::string> addresses;
    for (std::size_t at = 1; at < bench.rom.packets.size(); ++at)
        if (to_hex(bench.rom.packets[at - 1]) == "31CE") addresses.push_back(to_hex(bench.rom.packets[at]).substr(0, 8));
    REQUIRE(addresses.size() == 20);
    CHECK(addresses.front() == "08000800");
    CHECK(addresses[11] == "08001300");
    CHECK(addresses[12] == "08000100");
    CHECK(addresses.back() == "08000000");
}

TEST_CASE("a module that lost its supply anywhere starts nothing, and the next insertion finishes it") {
    for (const char* chip : {"stm32l476", "stm32f405"})
        for (const bool can_sum : {true, false})
            for (std::size_t after = 60; after < 10000; after += 997) {
                Bench bench(chip, can_sum);
                std::fill(bench.rom.flash.begin(), bench.rom.flash.end(), std::byte{0x42});
                const Image image = program(40000);
                INFO(chip << " cut after " << after << " bytes");
                CHECK(bench.cut(after, image) == Code::rom_lost_sync);
                CHECK((bench.starts_nothing() || bench.rom.writes == 0));
                static_cast<void>(bench.flash(image));
                CHECK(bench.holds(image));
                CHECK(bench.journal_is_gone());
            }
}

TEST_CASE("what was confirmed is not written again, what was under way is erased") {
    Bench bench;
    const Image image = program(40000);
    bench.cut(20000, image);
    const int written = bench.rom.writes;
    const int erased = bench.rom.erases;
    CHECK(erased == 0);  // factory-new
    const Result result = bench.flash(image);
    CHECK(bench.holds(image));
    CHECK(result.units_kept == written / 8);
    CHECK(result.units_kept > 5);
    CHECK(bench.rom.erases == 20 - result.units_kept);
    CHECK(bench.rom.writes == 157 + written % 8);
    CHECK_THAT(bench.words, Contains("units are there from an earlier try"));
}

TEST_CASE("cut again and again, it gets to its end") {
    for (const char* chip : {"stm32l476", "stm32f405"}) {
        Bench bench(chip);
        const Image image = program(200000);
        int insertions = 0;
        for (bool done = false; !done; ++insertions) {
            REQUIRE(insertions < 20);
            bench.cut_after = 60000 + 777 * static_cast<std::size_t>(insertions);
            try {
                static_cast<void>(bench.flash(image));
                done = true;
            } catch (const Failure&) {
                CHECK(bench.starts_nothing());
            }
        }
        CHECK(insertions >= 3);
        CHECK(bench.holds(image));
    }
}

TEST_CASE("a chip that was flashed elsewhere in between is found out and written from the start") {
    for (const bool can_sum : {true, false}) {
        Bench bench("stm32l476", can_sum);
        const Image image = program(40000);
        bench.cut(20000, image);
        std::fill(bench.rom.flash.begin(), bench.rom.flash.end(), std::byte{0x42});
        static_cast<void>(bench.flash(image));
        CHECK(bench.holds(image));
        CHECK(bench.journal_is_gone());
        CHECK_THAT(bench.words, Contains("not there any more at 0x08000"));
    }
}

TEST_CASE("another image in between forgets what was confirmed of the first") {
    Bench bench;
    const Image first = program(40000);
    const Image second = program(40000, 5);
    bench.cut(20000, first);
    bench.cut(20000, second);
    const Result result = bench.flash(first);
    CHECK(result.units_kept == 0);
    CHECK(bench.holds(first));
}

TEST_CASE("another chip has a journal of its own") {
    Bench bench;
    const Image image = program(40000);
    bench.cut(20000, image);
    bench.rom.uid[0] ^= std::byte{0xFF};
    std::fill(bench.rom.flash.begin(), bench.rom.flash.end(), std::byte{0xFF});
    CHECK(bench.flash(image).units_kept == 0);
    CHECK(bench.holds(image));
}

TEST_CASE("a damaged cell is told as such although an earlier try had written it") {
    Bench bench;
    const Image image = program(40000);
    bench.rom.spoil = [](std::uint32_t offset, Bytes& data) {
        if (offset == 0x1000) data[4] = std::byte{0};
    };
    bench.cut(20000, image);
    const Failure failure = failure_of([&] { static_cast<void>(bench.flash(image)); });
    CHECK(failure.code() == Code::flash_mismatch);
    CHECK_THAT(failure.detail(), Contains("0x08001004"));
}

TEST_CASE("the whole chip is erased anew with every insertion") {
    Bench bench;
    std::fill(bench.rom.flash.begin(), bench.rom.flash.end(), std::byte{0x42});
    const Image image = program(40000);
    bench.cut(20000, image, Erase::all);
    bench.rom.flash.back() = std::byte{0x42};  // another station was there in between
    const Result result = bench.flash(image, Erase::all);
    CHECK(result.units_kept == 0);
    CHECK(result.units_erased == 512);
    CHECK(bench.holds(image));
    CHECK(bench.rom.flash.back() == std::byte{0xFF});
}

TEST_CASE("a line that repeats too much is left, where a slower rate is left to try") {
    const auto attempt = [](bool leave) {
        const ManualClock clock;
        RomDouble rom(*find_chip("stm32f405"), clock);
        An3155 client(rom, clock, {}, {});
        client.sync(2s);
        rom.inbound = [count = 0](std::byte& byte) mutable {
            if (++count % 700 == 0) byte ^= std::byte{1};
            return true;
        };
        return write_image(client, program(40000), {.progress = {}, .leave_noisy_line = leave});
    };
    const Failure failure = failure_of([&] { static_cast<void>(attempt(true)); });
    CHECK(failure.code() == Code::rom_lost_sync);
    CHECK_THAT(failure.detail(), Contains("does not carry this rate"));
    CHECK(attempt(false).retries > 20);
}

TEST_CASE("the same journal goes on at another rate") {
    const ManualClock clock;
    RomDouble rom(*find_chip("stm32f405"), clock);
    const Image image = program(40000);
    FlashJournal journal;
    {
        An3155 fast(rom, clock, {}, {.baud = 921600});
        fast.sync(2s);
        rom.inbound = [&rom, left = 30000](std::byte&) mutable {
            if (left-- == 0) rom.dead = true;
            return true;
        };
        CHECK_THROWS_AS(write_image(fast, image, {.progress = {}, .journal = &journal}), Failure);
    }
    rom.restart();
    An3155 slow(rom, clock, {}, {.baud = 115200});
    slow.sync(2s);
    const Result result = write_image(slow, image, {.progress = {}, .journal = &journal});
    CHECK(result.units_kept == 2);
    CHECK(result.bytes_written == 16384);
    CHECK(std::equal(image.blocks().begin()->second.begin(), image.blocks().begin()->second.end(), rom.flash.begin()));
}
