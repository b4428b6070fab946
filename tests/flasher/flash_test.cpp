#include "flasher/an3155.hpp"
#include "flasher/flash.hpp"
#include "station/base/failure.hpp"
#include "tests/flasher/rom_double.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::flasher;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

namespace {

const Chip& f405() { return *find_chip("stm32f405"); }

/// A program of `size` bytes at `address`: stack pointer 0x20018000, reset vector 0x08000009, then a ramp.
Image program(std::size_t size, std::uint32_t address = 0x08000000, std::string_view vectors = "0080012009000008") {
    Bytes bytes(size);
    for (std::size_t at = 0; at < size; ++at) bytes[at] = std::byte(at % 241 * 7);
    const Bytes head = from_hex(vectors);
    std::copy(head.begin(), head.end(), bytes.begin());
    Image image;
    REQUIRE(image.add(address, bytes));
    return image;
}

struct Bench {
    explicit Bench(std::string_view chip = "stm32f405") : rom(*find_chip(chip), clock) { client.sync(2s); }

    Code failure(const Image& image) {
        try {
            static_cast<void>(write_image(client, image, {.progress = {}}));
        } catch (const Failure& failure) {
            detail = failure.detail();
            return failure.code();
        }
        FAIL("a Failure expected");
        return Code::internal;
    }

    bool holds(const Image& image) const {
        for (const auto& [address, bytes] : image.blocks())
            if (!std::equal(bytes.begin(), bytes.end(), rom.flash.begin() + (address - rom_start))) return false;
        return true;
    }

    static constexpr std::uint32_t rom_start = 0x08000000;
    ManualClock clock;
    RomDouble rom;
    std::stop_source stop;
    An3155 client{rom, clock, stop.get_token(), {}};
    std::string detail;
};

}  // namespace

TEST_CASE("an image that fits has no problem, with gaps and without vectors too") {
    CHECK(image_problem(program(1000), f405()).empty());
    Image gaps = program(1000);
    REQUIRE(gaps.add(0x08020000, from_hex("01")));
    CHECK(image_problem(gaps, f405()).empty());
    CHECK(image_problem(program(1000, 0x08004000, "00"), f405()).empty());
}

TEST_CASE("images that must not go onto the chip") {
    CHECK_THAT(image_problem(Image{}, f405()).text, Contains("empty image"));
    CHECK_THAT(image_problem(program(100, 0x20000000), f405()).text, Contains("run from RAM"));
    CHECK_THAT(image_problem(program(100, 0x00000000), f405()).text, Contains("0x08000000 to 0x080FFFFF expected"));
    CHECK_THAT(image_problem(program(100, 0x1FFF7800), f405()).text, Contains("0x1FFF7800"));
    CHECK_THAT(image_problem(program(0x100001), f405()).text, Contains("0x08100000 found"));
    CHECK_THAT(image_problem(program(0xC0001), f405()).text, Contains("settings"));
    CHECK(image_problem(program(0xC0000), f405()).empty());
    CHECK_THAT(image_problem(program(0xFF001), *find_chip("stm32l476")).text, Contains("below 0x080FF000"));
    Image second = program(100);
    REQUIRE(second.add(0x080FFFF0, from_hex("01")));
    CHECK_THAT(image_problem(second, f405()).text, Contains("settings"));
    CHECK(image_problem(second, f405()).address == 0x080FFFF0);
    CHECK(image_problem(program(0xC0001), f405()).address == 0x080C0000);
    CHECK(image_problem(program(0x100001), f405()).address == 0x08100000);
    CHECK(image_problem(program(100, 0x20000000), f405()).address == 0x20000000);
}

TEST_CASE("impossible vector tables") {
    const auto with = [](std::string_view vectors) {
        return image_problem(program(100, 0x08000000, vectors), f405()).text;
    };
    CHECK_THAT(with("0480012009000008"), Contains("0x20018004 found"));
    CHECK_THAT(with("0800022009000008"), Contains("stack pointer"));
    CHECK_THAT(with("0000002009000008"), Contains("stack pointer"));
    CHECK_THAT(with("FFFFFFFF09000008"), Contains("0xFFFFFFFF"));
    CHECK(with("0000022009000008").empty());
    CHECK_THAT(with("0080012008000008"), Contains("odd reset vector"));
    CHECK_THAT(with("0080012065000008"), Contains("0x08000065"));
    CHECK(with("0080012063000008").empty());
    CHECK_THAT(image_problem(program(96, 0x08000004), f405()).text, Contains("whole vector table"));
}

TEST_CASE("an image is erased, written and read back; other units stay") {
    for (const char* chip : {"stm32f405", "stm32l476"}) {
        Bench bench(chip);
        std::fill(bench.rom.flash.begin(), bench.rom.flash.end(), std::byte{0});
        Image image = program(5001);
        REQUIRE(image.add(0x08020003, from_hex("11223344")));
        const Result result = write_image(bench.client, image, {.progress = {}});
        CHECK(bench.holds(image));
        CHECK(bench.rom.flash[0x40000] == std::byte{0});
        CHECK(bench.rom.flash.back() == std::byte{0});
        CHECK(bench.rom.flash[0x20007] == std::byte{0xFF});
        CHECK(result.units_erased == bench.rom.erases);
        CHECK(result.retries == 0);
        CHECK_FALSE(result.was_identical);
    }
}

TEST_CASE("erase all takes everything along in one command") {
    Bench bench;
    std::fill(bench.rom.flash.begin(), bench.rom.flash.end(), std::byte{0});
    const Result result = write_image(bench.client, program(100), {.erase = Erase::all, .progress = {}});
    CHECK(bench.rom.flash.back() == std::byte{0xFF});
    CHECK(result.units_erased == 12);
}

TEST_CASE("blank blocks are not sent") {
    Bench bench;
    Image image = program(256);
    REQUIRE(image.add(0x08000100, Bytes(0x3000, std::byte{0xFF})));
    const Result result = write_image(bench.client, image, {.progress = {}});
    CHECK(result.bytes_written == 256);
    CHECK(bench.rom.writes == 1);
}

TEST_CASE("an identical image is left alone when asked, and only then") {
    Bench bench;
    const Image image = program(1000);
    CHECK_FALSE(write_image(bench.client, image, {.skip_identical = true, .progress = {}}).was_identical);
    const int erases = bench.rom.erases;
    const Result second = write_image(bench.client, image, {.skip_identical = true, .progress = {}});
    CHECK(second.was_identical);
    CHECK(second.bytes_written == 0);
    CHECK(bench.rom.erases == erases);
    CHECK_FALSE(write_image(bench.client, image, {.progress = {}}).was_identical);
    CHECK(bench.rom.erases == erases + 1);
}

TEST_CASE("progress ends at its total and never goes back") {
    Bench bench;
    std::size_t last = 0;
    std::size_t last_total = 0;
    static_cast<void>(write_image(bench.client, program(1000), {.progress = [&](std::size_t done, std::size_t total) {
        CHECK(done > last);
        CHECK((last_total == 0 || total == last_total));
        last = done;
        last_total = total;
    }}));
    CHECK(last == 2000);
    CHECK(last_total == 2000);
}

TEST_CASE("without verify nothing is read back") {
    Bench bench;
    bench.rom.spoil = [](std::uint32_t, Bytes& data) { data[0] &= std::byte{0}; };
    static_cast<void>(write_image(bench.client, program(1000), {.verify = false, .progress = {}}));
    for (const Bytes& packet : bench.rom.packets) CHECK(to_hex(packet) != "11EE");
}

TEST_CASE("a cell that does not keep its value is flash_mismatch with address and both values") {
    Bench bench;
    bench.rom.spoil = [](std::uint32_t offset, Bytes& data) {
        if (offset == 0x200) data[0x34] &= std::byte{0xFE};
    };
    Image image = program(1000);
    const Bytes odd = from_hex("77");
    image.patch(0x08000234, odd);
    CHECK(bench.failure(image) == Code::flash_mismatch);
    CHECK_THAT(bench.detail, Contains("77 expected at 0x08000234, 76 read"));
}

TEST_CASE("a damaged cell in a unit with one block only is no write protection") {
    Bench bench;
    bench.rom.spoil = [](std::uint32_t, Bytes& data) { data[8] = std::byte{0}; };
    CHECK(bench.failure(program(256)) == Code::flash_mismatch);
}

TEST_CASE("a unit where nothing changes is chip_write_protected") {
    for (const char* chip : {"stm32f405", "stm32l476"})
        for (const std::byte before : {std::byte{0xFF}, std::byte{0x12}}) {
            Bench bench(chip);
            std::fill(bench.rom.flash.begin(), bench.rom.flash.end(), before);
            bench.rom.write_protected = {1};
            const std::uint32_t unit_size = unit_start(bench.client.chip(), 1) - 0x08000000;
            CHECK(bench.failure(program(unit_size + 1000)) == Code::chip_write_protected);
            CHECK_THAT(bench.detail, Contains("unit 1"));
        }
}

TEST_CASE("readout protection is told before anything is erased") {
    Bench bench;
    bench.rom.read_protected = true;
    CHECK(bench.failure(program(100)) == Code::chip_protected);
    CHECK(bench.rom.erases == 0);
}

TEST_CASE("a link that dies in the middle is rom_lost_sync") {
    Bench bench;
    bench.rom.inbound = [&bench, left = 1500](std::byte&) mutable {
        if (--left == 0) bench.rom.dead = true;
        return true;
    };
    CHECK(bench.failure(program(4000)) == Code::rom_lost_sync);
}

TEST_CASE("stop ends writing and verifying between two packets") {
    Bench bench;
    CHECK_THROWS_AS(write_image(bench.client, program(1000), {.progress = [&](std::size_t done, std::size_t) {
        if (done >= 512) bench.stop.request_stop();
    }}), Cancelled);
    CHECK(bench.rom.writes == 2);
}
