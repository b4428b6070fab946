#include "flasher/an3155.hpp"
#include "flasher/flash.hpp"
#include "tests/flasher/rom_double.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace stapel;
using namespace stapel::flasher;
using namespace std::chrono_literals;

namespace {

/// A line that damages and loses bytes at random.
std::function<bool(std::byte&)> noise(std::mt19937& random, double damaged, double lost) {
    return [&random, damaged, lost](std::byte& byte) {
        const double draw = std::uniform_real_distribution<>()(random);
        if (draw < lost) return false;
        if (draw < lost + damaged) byte ^= std::byte(1 + random() % 255);
        return true;
    };
}

/// A program with the usual mixture of random bytes, zeros and FF.
Image program(std::mt19937& random, std::size_t size) {
    Bytes bytes(size);
    for (std::size_t at = 0; at < size; ++at) {
        const bool plain = (at / 512) % 3 != 0;
        bytes[at] = plain ? std::byte(at / 512 % 2 * 0xFF) : std::byte(random());
    }
    const Bytes vectors = from_hex("0080012009000008");
    std::copy(vectors.begin(), vectors.end(), bytes.begin());
    Image image;
    REQUIRE(image.add(0x08000000, bytes));
    return image;
}

void survives(std::uint32_t seed, std::string_view chip_name, double damaged, double lost) {
    INFO("seed " << seed << " on " << chip_name);
    std::mt19937 random(seed);
    const Chip& chip = *find_chip(chip_name);
    const ManualClock clock;
    RomDouble rom(chip, clock);
    rom.can_sum = seed % 2 == 0;
    const Image image = program(random, 12 * 1024);
    Bytes expected(rom.flash.size());
    for (std::byte& byte : expected) byte = std::byte{0xA5};
    rom.flash = expected;
    const std::uint32_t erased = unit_start(chip, unit_of(chip, image.end() - 1) + 1) - chip.flash_start;
    std::fill(expected.begin(), expected.begin() + erased, std::byte{0xFF});
    std::copy(image.blocks().begin()->second.begin(), image.blocks().begin()->second.end(), expected.begin());

    An3155 client(rom, clock, {}, {});
    rom.inbound = rom.outbound = noise(random, damaged, lost);
    client.sync(3s);
    const Result result = write_image(client, image, {.progress = {}});
    REQUIRE((rom.flash == expected));
    REQUIRE(result.retries == client.retries());
}

}  // namespace

TEST_CASE("an image is written right through noise") {
    for (std::uint32_t seed = 1; seed <= 15; ++seed)
        for (const char* chip : {"stm32f405", "stm32l476"}) {
            survives(seed, chip, 1e-4, 0);
            survives(seed, chip, 1e-3, 0);
            survives(seed, chip, 1e-3, 1e-4);
        }
}
