#include "tests/flasher/dfuse_rig.hpp"

#include <fmt/format.h>

using namespace stapel;
using namespace stapel::flasher;
using bench::PollTimeouts;

TEST_CASE("a state that cannot be left is told") {
    Rig rig;
    rig.port.before = [&](const UsbTransfer& transfer) -> std::optional<UsbDone> {
        if (!is_request(transfer, get_status)) return std::nullopt;
        std::ranges::copy(from_hex("0E0000000A00"), transfer.in.begin());
        return UsbDone{UsbEnd::done, 6};
    };
    const auto caught = failure_of([&] { rig.client.connect(1s); });
    CHECK(caught.code() == Code::rom_lost_sync);
    CHECK(caught.detail() == "test:usb: state 2 (dfuIDLE) expected, 10 (errUNKNOWN) found again and again: switch the "
                             "module off and on with its boot strap on");
}

TEST_CASE("a bootloader that does not answer is silent") {
    for (const UsbEnd end : {UsbEnd::timed_out, UsbEnd::stalled}) {
        Rig rig;
        rig.port.before = [&](const UsbTransfer& transfer) -> std::optional<UsbDone> {
            if (!is_request(transfer, get_status)) return std::nullopt;
            if (end == UsbEnd::timed_out) rig.time.time += 5s;
            return UsbDone{end, 0};
        };
        CHECK(failure_of([&] { rig.client.connect(1s); }).code() == Code::rom_silent);
    }
    Rig rig;
    rig.client.connect(1s);
    rig.port.before = [&](const UsbTransfer& transfer) -> std::optional<UsbDone> {
        if (!is_request(transfer, download)) return std::nullopt;
        return UsbDone{UsbEnd::timed_out, 0};
    };
    const auto caught = failure_of([&] { rig.client.write(0x08000000, ramp(4)); });
    CHECK(caught.code() == Code::rom_silent);
    CHECK(caught.detail().find("within 5000 ms when asked to set the address 0x08000000") != std::string::npos);
}

TEST_CASE("an answer of the wrong length breaks the rules") {
    Rig rig;
    rig.port.before = [&](const UsbTransfer& transfer) -> std::optional<UsbDone> {
        if (!is_request(transfer, get_status)) return std::nullopt;
        return UsbDone{UsbEnd::done, 5};
    };
    const auto caught = failure_of([&] { rig.client.connect(1s); });
    CHECK(caught.code() == Code::usb_answer);
    CHECK(caught.detail() ==
          "test:usb: 6 bytes expected in the answer to GETSTATUS, 5 received: the device speaks no DFU");
}

TEST_CASE("ROMs that lie about their time are survived") {
    for (const auto how :
         {PollTimeouts::short_late, PollTimeouts::short_stall, PollTimeouts::constant, PollTimeouts::zero})
        for (const char* chip : {"stm32f405", "stm32l476"}) {
            INFO(chip << ", way " << static_cast<int>(how));
            Rig rig(chip, true);
            rig.rom.set_poll_timeouts(how);
            rig.client.connect(1s);
            const Image image = program(20'000);
            const Result result = write_image(rig.client, image, {.erase = Erase::all, .progress = {}});
            CHECK(holds(rig, image));
            CHECK(result.retries == 0);
        }
}

TEST_CASE("a ROM that never ends its work is given up") {
    Rig rig;
    rig.client.connect(1s);
    rig.port.before = [&](const UsbTransfer& transfer) -> std::optional<UsbDone> {
        if (!is_request(transfer, get_status)) return std::nullopt;
        std::ranges::copy(from_hex("000100000400"), transfer.in.begin());
        return UsbDone{UsbEnd::done, 6};
    };
    const TimePoint begin = rig.time.time;
    CHECK(failure_of([&] { rig.client.erase_units({0}); }).code() == Code::rom_silent);
    CHECK(rig.time.time - begin < 60s);
}

TEST_CASE("a stalled block is sent again, a few times") {
    for (const int stalls : {1, 2, 3}) {
        Rig rig("stm32l476");
        rig.client.connect(1s);
        int blocks = 0;
        rig.port.before = [&](const UsbTransfer& transfer) -> std::optional<UsbDone> {
            if (!is_request(transfer, download) || transfer.setup.value < 2) return std::nullopt;
            if (++blocks < 3 || blocks >= 3 + stalls) return std::nullopt;
            rig.ask({0x21, 7, 0, 0, 0});  // it has become an error
            return UsbDone{UsbEnd::stalled, 0};
        };
        const Image image = program(20'000);
        if (stalls == 3) {
            const auto caught = failure_of([&] { (void)write_image(rig.client, image, {.progress = {}}); });
            CHECK(caught.code() == Code::rom_refused);
            CHECK(caught.detail() == "test:usb: the bootloader says errSTALLEDPKT when asked to write at 0x08001800");
        } else {
            CHECK(write_image(rig.client, image, {.progress = {}}).retries == stalls);
            CHECK(holds(rig, image));
        }
    }
}

TEST_CASE("what the bootloader says decides about the module") {
    const std::vector<std::pair<std::string, Code>> cases{{"0B", Code::chip_protected}, {"04", Code::erase_failed},
                                                          {"05", Code::erase_failed},   {"03", Code::flash_mismatch},
                                                          {"06", Code::flash_mismatch}, {"07", Code::flash_mismatch},
                                                          {"08", Code::rom_refused},    {"01", Code::rom_refused},
                                                          {"0E", Code::rom_refused},    {"77", Code::rom_refused}};
    for (const auto& [status, code] : cases) {
        INFO(status);
        Rig rig;
        rig.client.connect(1s);
        rig.port.before = [&, error = status](const UsbTransfer& transfer) -> std::optional<UsbDone> {
            if (!is_request(transfer, get_status)) return std::nullopt;
            std::ranges::copy(from_hex(error + "0000000A00"), transfer.in.begin());
            return UsbDone{UsbEnd::done, 6};
        };
        CHECK(failure_of([&] { rig.client.erase_units({0}); }).code() == code);
    }
}

TEST_CASE("a read-protected chip is told as such, and stays as it is") {
    Rig rig;
    rig.flash.load(0, ramp(16));
    rig.flash.set_readout_protected(true);
    rig.client.connect(1s);
    const auto caught = failure_of([&] { (void)write_image(rig.client, program(1000), {.progress = {}}); });
    CHECK(caught.code() == Code::chip_protected);
    CHECK(caught.detail() ==
          "test:usb: the bootloader says errVENDOR when asked to set the address 0x08000000: its readout "
          "protection is on");
    CHECK(failure_of([&] { (void)rig.client.read(0x08000000, 4); }).code() == Code::chip_protected);
    CHECK(rig.at(0, 16) == ramp(16));
}

TEST_CASE("damaged cells and protected sectors are told apart") {
    Rig bad;
    bad.flash.set_bad_cell(0x404);
    bad.client.connect(1s);
    const auto damaged = failure_of([&] { (void)write_image(bad.client, program(5000), {.progress = {}}); });
    CHECK(damaged.code() == Code::flash_mismatch);
    CHECK(damaged.detail().find("at 0x08000404") != std::string::npos);
    Rig closed;
    closed.flash.protect_units({0});
    closed.client.connect(1s);
    const auto shut = failure_of([&] { (void)write_image(closed.client, program(5000), {.progress = {}}); });
    CHECK(shut.code() == Code::chip_write_protected);
    CHECK(shut.detail().find("nothing in unit 0 changes when written") != std::string::npos);
}

TEST_CASE("other makes and other chips are refused") {
    struct Foreign final : bench::UsbFunction {
        bench::UsbDescriptors own;
        const bench::UsbDescriptors& descriptors() const override { return own; }
        bench::UsbReply control(TimePoint, const bench::UsbRequest& request, ByteView) override {
            return request.code == get_status ? bench::UsbReply::with(from_hex("000000000200")) : bench::UsbReply{};
        }
    };
    const auto code_of = [](const std::string& interfaces, const std::string& memory) {
        Foreign foreign;
        const Bytes rest = from_hex(interfaces);
        foreign.own = {.device = from_hex("1201000200000040" "8304" "11DF" "0022" "01020301"),
                       .configuration = from_hex(fmt::format("0902{:02X}00010100C032", 9 + rest.size())),
                       .strings = {"a", "b", "c", memory}};
        foreign.own.configuration.insert(foreign.own.configuration.end(), rest.begin(), rest.end());
        bench::UsbPlugged plugged(foreign);
        stapel::test::UsbTime time;
        VirtualUsb::Port port{.device = plugged, .time = time};
        DfuSe client([&](TimePoint, std::stop_token) { return std::make_unique<VirtualUsb>(port); }, time, {});
        return failure_of([&] { client.connect(1s); }).code();
    };
    const std::string flash = "@Internal Flash  /0x08000000/512*0002Kg";
    CHECK(code_of("0904000000FE030100", flash) == Code::channel_unusable);
    CHECK(code_of("0904000000FE010204" "09210BFF0000081001", flash) == Code::chip_unknown);  // DFU 1.1 alone
    CHECK(code_of("0904000000FE010204"
                  "09210BFF0000081A01",
                  "@Internal Flash  /0x08000000/64*0001Kg") == Code::chip_unknown);
    CHECK(code_of("0904000000FE010204" "09210BFF0000081A01", "Flash") == Code::chip_unknown);
}

TEST_CASE("a bootloader that has to be reset in the middle goes on, if it is the same chip") {
    for (const bool same : {true, false}) {
        Rig rig("stm32l476");
        DfuBoard other("stm32l476", false, "280058000B50313353313320");
        VirtualUsb::Port* at_place = &rig.port;
        DfuSe client([&](TimePoint, std::stop_token) { return std::make_unique<VirtualUsb>(*at_place); }, rig.time, {});
        client.connect(1s);
        int blocks = 0;
        bool lost = false;
        rig.port.before = [&](const UsbTransfer& transfer) -> std::optional<UsbDone> {
            if (is_request(transfer, download) && transfer.setup.value >= 2 && ++blocks == 5) {
                lost = true;
                return UsbDone{UsbEnd::stalled, 0};
            }
            if (!lost || !is_request(transfer, get_status)) return std::nullopt;
            std::ranges::copy(from_hex("000000000800"), transfer.in.begin());  // dfuMANIFEST-WAIT-RESET
            return UsbDone{UsbEnd::done, 6};
        };
        rig.port.reset = [&] {
            lost = false;
            rig.enter();
            other.time.time = rig.time.time;
            if (!same) at_place = &other.port;
        };
        const Image image = program(20'000);
        if (same) {
            CHECK(write_image(client, image, {.progress = {}}).retries == 1);
            CHECK(holds(rig, image));
        } else {
            const auto caught = failure_of([&] { (void)write_image(client, image, {.progress = {}}); });
            CHECK(caught.code() == Code::chip_exchanged);
            CHECK(std::ranges::all_of(other.flash.bytes(), [](std::byte cell) { return cell == std::byte{0xFF}; }));
        }
    }
}

TEST_CASE("a device that says that all is well and is elsewhere has lost its way") {
    Rig rig;
    rig.client.connect(1s);
    rig.port.before = [&](const UsbTransfer& transfer) -> std::optional<UsbDone> {
        if (!is_request(transfer, get_status)) return std::nullopt;
        std::ranges::copy(from_hex("000000000200"), transfer.in.begin());
        return UsbDone{UsbEnd::done, 6};
    };
    const auto caught = failure_of([&] { rig.client.erase_units({0}); });
    CHECK(caught.code() == Code::rom_lost_sync);
    CHECK(caught.detail() == "test:usb: state 5 (dfuDNLOAD-IDLE) expected when asked to erase unit 0 at 0x08000000, 2 found");
}
