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
    explicit Bench(std::string_view chip = "stm32f405") : rom(*find_chip(chip), clock) {
        client.sync(2s);
        rom.packets.clear();
    }

    template <typename Do>
    Code failure(Do what) {
        try {
            what();
        } catch (const Failure& failure) {
            detail = failure.detail();
            return failure.code();
        }
        FAIL("a Failure expected");
        return Code::internal;
    }

    std::vector<std::string> sent() const {
        std::vector<std::string> hex;
        for (const Bytes& packet : rom.packets) hex.push_back(to_hex(packet));
        return hex;
    }

    ManualClock clock;
    RomDouble rom;
    std::stop_source stop;
    An3155 client{rom, clock, stop.get_token(), {}};
    std::string detail;
};

using Sent = std::vector<std::string>;

/// Loses the byte with this number, counted from 0.
std::function<bool(std::byte&)> lose(std::size_t number) {
    return [number, count = std::size_t{0}](std::byte&) mutable { return count++ != number; };
}

/// Turns a bit of the byte with this number.
std::function<bool(std::byte&)> flip(std::size_t number) {
    return [number, count = std::size_t{0}](std::byte& byte) mutable {
        if (count++ == number) byte ^= std::byte{0x10};
        return true;
    };
}

Bytes ramp(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t at = 0; at < size; ++at) bytes[at] = std::byte(at % 241 * 5 + 3);
    return bytes;
}

}  // namespace

TEST_CASE("Read memory on the wire") {
    Bench bench;
    bench.rom.flash[0x240] = std::byte{0x53};
    const Bytes read = bench.client.read(0x08000240, 16);
    CHECK(to_hex(read) == "53FFFFFFFFFFFFFFFFFFFFFFFFFFFFFF");
    CHECK(bench.sent() == Sent{"11EE", "080002404A", "0FF0"});
}

TEST_CASE("a long read goes in blocks of 256") {
    Bench bench;
    CHECK(bench.client.read(0x08000000, 300).size() == 300);
    CHECK(bench.sent() == Sent{"11EE", "0800000008", "FF00", "11EE", "0800010009", "2BD4"});
}

TEST_CASE("Write memory on the wire: one write a packet") {
    Bench bench;
    bench.client.write(0x08000100, from_hex("01020304"));
    CHECK(bench.sent() == Sent{"31CE", "0800010009", "030102030407"});
    CHECK(to_hex(ByteView(bench.rom.flash).subspan(0x100, 4)) == "01020304");
    bench.rom.packets.clear();
    bench.client.write(0x08000200, Bytes(256, std::byte{0x55}));
    REQUIRE(bench.rom.packets.size() == 3);
    CHECK(bench.rom.packets[2].size() == 258);
    CHECK(bench.rom.packets[2].back() == std::byte{0xFF});
}

TEST_CASE("Extended erase on the wire") {
    Bench bench;
    bench.client.erase_units({0, 5});
    CHECK(bench.sent() == Sent{"44BB", "00010000000504"});
    CHECK(bench.rom.erases == 2);
    bench.rom.packets.clear();
    bench.client.erase_all();
    CHECK(bench.sent() == Sent{"44BB", "FFFF00"});
}

TEST_CASE("any number of units is erased, at most 512 in one command") {
    Bench bench("stm32l476");
    std::vector<std::uint32_t> units;
    for (std::uint32_t unit = 0; unit < 512; ++unit) units.push_back(unit);
    std::fill(bench.rom.flash.begin(), bench.rom.flash.end(), std::byte{0});
    bench.client.erase_units(units);
    CHECK(bench.rom.flash == Bytes(bench.rom.flash.size(), std::byte{0xFF}));
    CHECK(bench.rom.erases == 512);
    bench.rom.packets.clear();
    bench.client.erase_units(std::vector<std::uint32_t>(513, 3));
    REQUIRE(bench.rom.packets.size() == 4);
    CHECK(bench.rom.packets[1].size() == 2 + 2 * 512 + 1);
    CHECK(to_hex(bench.rom.packets[3]) == "0000000303");
}

TEST_CASE("a long erase is waited for as long as the chip may need") {
    Bench bench;
    bench.rom.erase_time = 2500ms;
    bench.client.erase_units({11});
    CHECK(bench.client.retries() == 0);
    bench.rom.erase_time = 30s;
    bench.client.erase_all();
    CHECK(bench.client.retries() == 0);
}

TEST_CASE("any one lost or damaged byte of a write is survived") {
    const Bytes data = ramp(256);
    for (const char* chip : {"stm32f405", "stm32l476"})
        for (std::size_t at = 0; at < 2 + 5 + 258; at += at < 12 ? 1 : 11)
            for (const auto& fault : {lose(at), flip(at)}) {
                INFO("byte " << at << " on " << chip);
                Bench bench(chip);
                bench.rom.inbound = fault;
                bench.client.write(0x08000000, data);
                REQUIRE(std::equal(data.begin(), data.end(), bench.rom.flash.begin()));
                REQUIRE(bench.client.retries() > 0);
            }
}

TEST_CASE("a table of all 256 values goes in parts that leave a byte to get into step with") {
    Bytes table(256);
    for (std::size_t at = 0; at < table.size(); ++at) table[at] = std::byte(at * 5 + 3);
    for (std::size_t at = 0; at < 4 * (2 + 5 + 66); at += 3) {
        Bench bench;
        bench.rom.inbound = lose(at);
        bench.client.write(0x08000000, table);
        REQUIRE(std::equal(table.begin(), table.end(), bench.rom.flash.begin()));
        REQUIRE(bench.rom.writes >= 4);
    }
}

TEST_CASE("a lost or damaged acknowledgement of a write is survived, and nothing is written twice") {
    for (std::size_t at = 0; at < 3; ++at)
        for (const auto& fault : {lose(at), flip(at)}) {
            Bench bench("stm32l476");  // would refuse a second write
            bench.rom.outbound = fault;
            const Bytes data = ramp(256);
            bench.client.write(0x08000000, data);
            CHECK(std::equal(data.begin(), data.end(), bench.rom.flash.begin()));
            CHECK(bench.rom.writes == 1);
        }
}

TEST_CASE("any one lost byte of a read is survived") {
    for (std::size_t at = 0; at < 3 + 256; at += at < 6 ? 1 : 11) {
        Bench bench;
        const Bytes data = ramp(256);
        std::copy(data.begin(), data.end(), bench.rom.flash.begin());
        bench.rom.outbound = lose(at);
        REQUIRE(bench.client.read(0x08000000, 256) == data);
        REQUIRE(bench.client.retries() == 1);
    }
}

TEST_CASE("a damaged byte of a read is no difference") {
    Bench bench;
    const Bytes data = ramp(256);
    std::copy(data.begin(), data.end(), bench.rom.flash.begin());
    bench.rom.outbound = flip(100);
    CHECK_FALSE(bench.client.difference(0x08000000, data));
    CHECK(bench.client.retries() == 1);
    bench.rom.outbound = nullptr;
    bench.rom.flash[77] ^= std::byte{1};
    const auto difference = bench.client.difference(0x08000000, data);
    REQUIRE(difference);
    CHECK(difference->address == 0x08000000 + 77);
    CHECK(difference->expected == data[77]);
    CHECK(difference->read == bench.rom.flash[77]);
}

TEST_CASE("any one lost or damaged byte of an erase is survived") {
    for (std::size_t at = 0; at < 2 + 7; ++at)
        for (const auto& fault : {lose(at), flip(at)}) {
            Bench bench;
            bench.rom.inbound = fault;
            bench.rom.flash[11 * 0x10000] = std::byte{0};
            bench.rom.flash[0] = std::byte{0};
            bench.client.erase_units({0, 1});
            CHECK(bench.rom.flash[0] == std::byte{0xFF});
            CHECK(bench.rom.flash[11 * 0x10000] == std::byte{0});
        }
}

TEST_CASE("readout protection is chip_protected") {
    Bench bench;
    bench.rom.read_protected = true;
    CHECK(bench.failure([&] { static_cast<void>(bench.client.read(0x08000000, 4)); }) == Code::chip_protected);
    CHECK_THAT(bench.detail, Contains("Read memory") && Contains("0x08000000") && Contains("NACK (1F)"));
    CHECK(bench.failure([&] { bench.client.write(0x08000000, ramp(4)); }) == Code::chip_protected);
    CHECK(bench.failure([&] { bench.client.erase_units({0}); }) == Code::chip_protected);
    CHECK(bench.failure([&] { bench.client.erase_all(); }) == Code::chip_protected);
}

TEST_CASE("an erase that is refused after its list is erase_failed") {
    Bench bench;
    bench.rom.refuse = [](std::uint8_t code, RomDouble::Stage stage) {
        return code == 0x44 && stage == RomDouble::Stage::data;
    };
    CHECK(bench.failure([&] { bench.client.erase_units({0}); }) == Code::erase_failed);
    CHECK(bench.failure([&] { bench.client.erase_all(); }) == Code::erase_failed);
}

TEST_CASE("a NACK where none is due is rom_refused") {
    Bench bench;
    CHECK(bench.failure([&] { static_cast<void>(bench.client.read(0x09000000, 4)); }) == Code::rom_refused);
    CHECK_THAT(bench.detail, Contains("address"));
    bench.rom.refuse = [](std::uint8_t code, RomDouble::Stage stage) {
        return code == 0x31 && stage == RomDouble::Stage::data;
    };
    CHECK(bench.failure([&] { bench.client.write(0x08000000, ramp(256)); }) == Code::rom_refused);
}

TEST_CASE("a NACK or two are survived") {
    for (const auto stage : {RomDouble::Stage::command, RomDouble::Stage::address, RomDouble::Stage::data}) {
        Bench bench;
        bench.rom.refuse = [stage, left = 2](std::uint8_t code, RomDouble::Stage now) mutable {
            return code == 0x31 && now == stage && left-- > 0;
        };
        bench.client.write(0x08000000, ramp(256));
        CHECK(bench.client.retries() >= 2);
        CHECK(bench.rom.writes == 1);
    }
}

TEST_CASE("a ROM that falls silent is rom_lost_sync, soon") {
    Bench bench;
    bench.rom.dead = true;
    const TimePoint start = bench.clock.now();
    CHECK(bench.failure([&] { bench.client.write(0x08000000, ramp(256)); }) == Code::rom_lost_sync);
    CHECK_THAT(bench.detail, Contains("silence"));
    CHECK(bench.clock.now() - start < 15s);
}

TEST_CASE("changing refusals are rom_lost_sync") {
    Bench bench;
    bench.rom.refuse = [turn = 0](std::uint8_t code, RomDouble::Stage stage) mutable {
        if (code != 0x31 || stage == RomDouble::Stage::address) return false;
        return stage == RomDouble::Stage::data || ++turn % 2 == 0;
    };
    CHECK(bench.failure([&] { bench.client.write(0x08000000, ramp(64)); }) == Code::rom_lost_sync);
    CHECK_THAT(bench.detail, Contains("5 tries"));
}

TEST_CASE("stop ends every call") {
    Bench bench;
    bench.stop.request_stop();
    CHECK_THROWS_AS(bench.client.read(0x08000000, 4), Cancelled);
    CHECK_THROWS_AS(bench.client.write(0x08000000, ramp(4)), Cancelled);
    CHECK_THROWS_AS(bench.client.erase_units({0}), Cancelled);
    CHECK_THROWS_AS(bench.client.erase_all(), Cancelled);
}
