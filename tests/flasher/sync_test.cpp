#include "flasher/an3155.hpp"
#include "station/base/failure.hpp"
#include "tests/flasher/rom_double.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::flasher;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

namespace {

struct Bench {
    ManualClock clock;
    RomDouble rom{*find_chip("stm32f405"), clock};
    std::stop_source stop;
    An3155 client{rom, clock, stop.get_token(), {}};

    Code failure() {
        try {
            client.sync(2s);
        } catch (const Failure& failure) {
            detail = failure.detail();
            return failure.code();
        }
        FAIL("a Failure expected");
        return Code::internal;
    }
    std::string detail;
};

}  // namespace

TEST_CASE("sync sets 8E1, knocks, asks Get and Get ID, byte for byte") {
    Bench bench;
    bench.client.sync(2s);
    CHECK(bench.rom.line == transport::LineSettings{115200, transport::Parity::even});
    REQUIRE(bench.rom.packets.size() == 3);
    CHECK(to_hex(bench.rom.packets[0]) == "7F");
    CHECK(to_hex(bench.rom.packets[1]) == "00FF");
    CHECK(to_hex(bench.rom.packets[2]) == "02FD");
    CHECK(bench.client.chip().name == "stm32f405");
    CHECK(bench.client.rom_version() == 0x31);
    CHECK(bench.client.retries() == 0);
}

TEST_CASE("a ROM that needs time after reset is waited for") {
    Bench bench;
    bench.rom.start_up = 400ms;
    bench.client.sync(2s);
    CHECK(bench.client.chip().product_id == 0x413);
}

TEST_CASE("a ROM in step already is met again") {
    Bench bench;
    bench.client.sync(2s);
    bench.client.sync(2s);
    CHECK(bench.client.chip().product_id == 0x413);
}

TEST_CASE("a ROM left in the middle of a block is met again") {
    for (const std::size_t sent : {0U, 1U, 2U, 100U, 255U}) {
        Bench bench;
        bench.client.sync(2s);
        for (const std::string_view packet : {"31CE", "0800000008"}) bench.rom.write(from_hex(packet), {}, {});
        Bytes part(sent, std::byte{0xFF});
        bench.rom.write(part, {}, {});
        bench.client.sync(3s);
        CHECK(bench.client.chip().product_id == 0x413);
    }
}

TEST_CASE("silence is rom_silent, after the patience and not much later") {
    Bench bench;
    bench.rom.dead = true;
    const TimePoint start = bench.clock.now();
    CHECK(bench.failure() == Code::rom_silent);
    CHECK(bench.clock.now() - start >= 2s);
    CHECK(bench.clock.now() - start < 4s);
    CHECK_THAT(bench.detail, Contains("0x7F") && Contains("115200") && Contains("test:rom") && Contains("boot strap"));
}

TEST_CASE("a talkative program in place of the ROM is rom_silent, even where its text holds an ACK") {
    Bench bench;
    bench.rom.outbound = [](std::byte& byte) {
        byte = std::byte{'y'};  // 0x79
        return true;
    };
    CHECK(bench.failure() == Code::rom_silent);
}

TEST_CASE("a ROM that refuses Get is rom_refused") {
    Bench bench;
    bench.rom.refuse = [](std::uint8_t code, RomDouble::Stage) { return code == 0x00; };
    CHECK(bench.failure() == Code::rom_refused);
    CHECK_THAT(bench.detail, Contains("Get") && Contains("NACK"));
}

TEST_CASE("a ROM that refuses Get ID is rom_refused") {
    Bench bench;
    bench.rom.refuse = [](std::uint8_t code, RomDouble::Stage) { return code == 0x02; };
    CHECK(bench.failure() == Code::rom_refused);
}

TEST_CASE("a product ID that is in no table is chip_unknown and named") {
    Bench bench;
    bench.rom.product_id = 0x450;
    CHECK(bench.failure() == Code::chip_unknown);
    CHECK_THAT(bench.detail, Contains("0x450"));
}

TEST_CASE("a read protected chip still tells who it is") {
    Bench bench;
    bench.rom.read_protected = true;
    bench.client.sync(2s);
    CHECK(bench.client.chip().product_id == 0x413);
}

TEST_CASE("stop ends the knocking") {
    Bench bench;
    bench.stop.request_stop();
    CHECK_THROWS_AS(bench.client.sync(2s), Cancelled);
}
