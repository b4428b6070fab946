// What the client takes for no bootloader of ours, and how it cuts an image.
#include "flasher/dfuse.hpp"
#include "tests/support/failure_of.hpp"
#include "tests/support/virtual_usb.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

using namespace stapel;
using namespace stapel::flasher;
using namespace std::chrono_literals;
using stapel::test::VirtualUsb, stapel::test::failure_of;

namespace {

constexpr std::uint8_t get_status = 3;

}  // namespace

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
    CHECK(code_of("0904000000FE010204" "09210BFF0000081A01", "@Internal Flash  /0x08000000/64*0001Kg") == Code::chip_unknown);
    CHECK(code_of("0904000000FE010204" "09210BFF0000081A01", "Flash") == Code::chip_unknown);
}
