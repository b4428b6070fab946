#include "flasher/erase.hpp"
#include "tests/flasher/dfuse_rig.hpp"

#include <fmt/format.h>

using namespace stapel;
using namespace stapel::flasher;

TEST_CASE("a chip is known by its memory map, and by its serial number") {
    Rig f405;
    f405.client.connect(1s);
    CHECK(f405.client.chip().name == "stm32f405");
    CHECK(f405.client.rom_version() == 0x22);
    CHECK(f405.client.serial() == "208B317A3331");
    CHECK(f405.client.uid() == to_hex(f405.uid));
    CHECK(f405.client.block_size() == 2048);
    Rig l476("stm32l476");
    l476.client.connect(1s);
    CHECK(l476.client.chip().name == "stm32l476");
}

TEST_CASE("a ROM that keeps its identifier to itself is known by its serial number") {
    Rig rig;
    rig.client.connect(1s);
    rig.port.before = [](const UsbTransfer& transfer) -> std::optional<UsbDone> {
        if (is_request(transfer, 2)) return UsbDone{UsbEnd::stalled, 0};
        return std::nullopt;
    };
    CHECK(rig.client.uid() == "208B317A3331");
}

TEST_CASE("an image is written, read back and found again") {
    for (const char* chip : {"stm32f405", "stm32l476"})
        for (const bool pace : {false, true}) {
            INFO(chip << (pace ? ", paced" : ""));
            Rig rig(chip, pace);
            rig.client.connect(1s);
            Image image = program(50'001);
            REQUIRE(image.add(0x08010003, ramp(5000)));
            std::vector<std::size_t> told;
            const Result result = write_image(rig.client, image, {.progress = [&](std::size_t done, std::size_t total) {
                                                  told.push_back(done);
                                                  CHECK(done <= total);
                                              }});
            CHECK(holds(rig, image));
            CHECK(result.bytes_written + image.size() == told.back());
            CHECK(result.retries == 0);
            CHECK(std::ranges::is_sorted(told));
            const Result again = write_image(rig.client, image, {.skip_identical = true, .progress = {}});
            CHECK(again.was_identical);
            CHECK(again.bytes_written == 0);
        }
}

TEST_CASE("a block takes three transfers") {
    Rig rig("stm32l476");
    rig.client.connect(1s);
    rig.client.write(0x08000000, Bytes(2048));
    const int before = rig.port.transfers;
    for (std::uint32_t block = 1; block <= 100; ++block) rig.client.write(0x08000000 + block * 2048, Bytes(2048));
    CHECK(rig.port.transfers - before == 300);
    const int reading = rig.port.transfers;
    CHECK(rig.client.read(0x08000000, 100 * 2048).size() == 204'800);
    CHECK(rig.port.transfers - reading == 1 + 100);  // the end of writing, then one a block
}

TEST_CASE("a paced ROM is waited for exactly as long as it says") {
    Rig rig("stm32l476", true);
    rig.client.connect(1s);
    const TimePoint begin = rig.time.time;
    rig.client.erase_units({0, 1, 2});
    CHECK(rig.time.time - begin == 66ms);
    const TimePoint writing = rig.time.time;
    rig.client.write(0x08000000, Bytes(2048));
    CHECK(rig.time.time - writing == 21ms + 1ms);  // the address and the block; nothing is less than a millisecond
    rig.client.erase_all();
    CHECK(rig.at(0, 4) == Bytes(4, std::byte{0xFF}));
}

TEST_CASE("what is blank is not erased, and what is not costs one short look") {
    Rig rig("stm32l476", true);
    rig.client.connect(1s);
    const Blanking units{.units = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}};
    const TimePoint begin = rig.time.time;
    CHECK(erase_units(rig.client, units) == 0);
    CHECK(rig.time.time - begin == 1ms);  // the address; nothing is less than a millisecond

    rig.flash.load(3 * 2048 + 2047, Bytes(1));
    CHECK(erase_units(rig.client, units) == 1);
    CHECK(rig.at(3 * 2048, 2048) == Bytes(2048, std::byte{0xFF}));

    rig.flash.load(0, Bytes(10 * 2048));
    const int before = rig.port.transfers;
    CHECK(erase_units(rig.client, units) == 10);
    // Ten looks from an address that is set anew, and three transfers an erase; reading and writing ended in between.
    CHECK(rig.port.transfers - before == 10 + 3 + 10 * 3 + 3);

    CHECK(erase_units(rig.client, {.units = units.units, .trust_blank = false}) == 10);
}

TEST_CASE("any places and lengths can be read") {
    Rig rig;
    rig.flash.load(0, ramp(10'000));
    rig.client.connect(1s);
    for (const std::size_t length : {1U, 2U, 3U, 2047U, 2048U, 2049U, 4097U, 9000U})
        for (const std::uint32_t offset : {0U, 1U, 700U}) {
            INFO(offset << ", " << length);
            CHECK(rig.client.read(0x08000000 + offset, length) == rig.at(offset, length));
        }
    CHECK(rig.client.read(0x080FFFFF, 1) == rig.at(0xFFFFF, 1));
    CHECK(rig.client.read(0x1FFF7A10, 12) == rig.uid);
    const auto beyond = failure_of([&] { (void)rig.client.read(0x080FFFFE, 4); });
    CHECK(beyond.code() == Code::rom_refused);
    CHECK(beyond.detail() == "test:usb: 4 bytes expected when asked to read at 0x080FFFFE, 2 received: the memory ends "
                             "there");
    const auto nowhere = failure_of([&] { (void)rig.client.read(0x40000000, 4); });
    CHECK(nowhere.code() == Code::rom_refused);
    CHECK(nowhere.detail() == "test:usb: the bootloader says errTARGET when asked to set the address 0x40000000");
}

TEST_CASE("every state that an earlier program leaves is left") {
    const bench::UsbRequest command{0x21, 1, 0, 0, 5}, ask_status{0xA1, 3, 0, 0, 6};
    const std::string address = "2100000008";
    const std::vector<std::pair<int, std::function<void(Rig&)>>> ways{
        {2, [](Rig&) {}},
        {3, [&](Rig& rig) { rig.ask(command, address); }},
        {4,
         [&](Rig& rig) {
             rig.ask({0x21, 1, 0, 0, 1}, "41");
             rig.ask(ask_status);
         }},
        {5,
         [&](Rig& rig) {
             rig.ask(command, address);
             rig.ask(ask_status);
             rig.time.time += 1s;
             rig.ask(ask_status);
         }},
        {9,
         [&](Rig& rig) {
             rig.ask({0xA1, 2, 2, 0, 64});
         }},
        {10,
         [&](Rig& rig) {
             rig.ask({0x21, 7, 0, 0, 0});
         }},
    };
    for (const auto& [state, way] : ways) {
        INFO("state " << state);
        Rig rig("stm32l476", true);
        way(rig);
        rig.client.connect(1s);
        rig.client.write(0x08000000, ramp(8));
        CHECK(rig.at(0, 8) == ramp(8));
    }
}

TEST_CASE("a device that waits for a reset of the bus, or for an application to detach, gets it") {
    for (const int state : {8, 0, 1}) {
        Rig rig;
        bool told = false, detached = false;
        rig.port.before = [&](const UsbTransfer& transfer) -> std::optional<UsbDone> {
            if (told && state == 8) return std::nullopt;
            if (is_request(transfer, 0)) {
                detached = true;
                return UsbDone{};
            }
            if (detached || !is_request(transfer, get_status)) return std::nullopt;
            const Bytes answer = from_hex(fmt::format("00000000{:02X}00", state));
            std::ranges::copy(answer, transfer.in.begin());
            told = true;
            return UsbDone{UsbEnd::done, 6};
        };
        int resets = 0;
        rig.port.reset = [&] { ++resets; };
        rig.client.connect(1s);
        CHECK(rig.port.opened == 2);
        CHECK(detached == (state != 8));
        CHECK(resets == (state == 8 ? 1 : 0));  // this ROM says that it detaches by itself
        rig.client.write(0x08000000, ramp(4));
    }
}

TEST_CASE("a device that comes late is waited for") {
    Rig rig;
    int looks = 0;
    DfuSe late([&](TimePoint, std::stop_token) -> std::unique_ptr<transport::UsbDevice> {
        if (++looks < 5) throw Failure(Code::channel_gone, "test: not yet");
        return std::make_unique<VirtualUsb>(rig.port);
    }, rig.time, {});
    late.connect(1s);
    CHECK(looks == 5);
    rig.port.plugged = false;
    const TimePoint begin = rig.time.time;
    CHECK(failure_of([&] { rig.client.connect(1s); }).code() == Code::channel_gone);
    CHECK(rig.time.time - begin <= 1s);
}

TEST_CASE("leaving starts the program; the same chip is followed, another one is not taken for it") {
    Rig rig;
    rig.client.connect(1s);
    (void)write_image(rig.client, program(5000), {.progress = {}});
    rig.client.leave(0x08000000);
    REQUIRE(rig.rom.take_leave().has_value());
    rig.enter();
    rig.client.connect(1s);
    CHECK(rig.client.read(0x08000000, 8) == rig.at(0, 8));

    DfuBoard other("stm32f405", false, "280058000B50313353313320");
    VirtualUsb::Port* at_place = &rig.port;
    DfuSe client([&](TimePoint, std::stop_token) { return std::make_unique<VirtualUsb>(*at_place); }, rig.time, {});
    client.connect(1s);
    at_place = &other.port;
    other.time.time = rig.time.time;
    const auto caught = failure_of([&] { client.connect(1s); });
    CHECK(caught.code() == Code::chip_exchanged);
    CHECK(caught.detail() == "test:usb: the chip \"208B317A3331\" expected again, \"208B317B3331\" found");
}

TEST_CASE("a ROM that goes without an answer has left all the same") {
    Rig rig;
    rig.client.connect(1s);
    bool leaving = false;
    rig.port.before = [&](const UsbTransfer& transfer) -> std::optional<UsbDone> {
        leaving = leaving || (is_request(transfer, download) && transfer.out.empty());
        if (leaving && is_request(transfer, get_status)) throw Failure(Code::channel_gone, "test: unplugged");
        return std::nullopt;
    };
    rig.client.leave(0x08000000);
    CHECK(leaving);
}

TEST_CASE("a stop ends every wait") {
    Rig rig("stm32f405", true);
    std::stop_source stop;
    DfuSe client([&](TimePoint, std::stop_token) { return std::make_unique<VirtualUsb>(rig.port); }, rig.time,
                 stop.get_token());
    client.connect(1s);
    rig.port.before = [&](const UsbTransfer& transfer) -> std::optional<UsbDone> {
        if (is_request(transfer, download)) stop.request_stop();
        return std::nullopt;
    };
    CHECK_THROWS_AS(client.erase_all(), Cancelled);
    DfuSe waiting([](TimePoint, std::stop_token) -> std::unique_ptr<transport::UsbDevice> {
        throw Failure(Code::channel_gone);
    }, rig.time, stop.get_token());
    CHECK_THROWS_AS(waiting.connect(1h), Cancelled);
}
