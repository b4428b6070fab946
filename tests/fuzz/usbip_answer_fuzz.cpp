#include "fixtures/transport/usbip_device.hpp"
#include "station/base/failure.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

// What a USB/IP server says, all of it there from the start.

using namespace stapel;
using namespace stapel::transport;

namespace {

/// Hands out the input; where it ends nothing comes any more, and no time passes.
class Server final : public Stream {
public:
    explicit Server(ByteView said) : said_(said) {}

    void write(ByteView, TimePoint, std::stop_token) override {}
    std::size_t read(std::span<std::byte> into, TimePoint, std::stop_token) override {
        const std::size_t count = std::min(into.size(), said_.size());
        std::copy_n(said_.begin(), count, into.begin());
        said_ = said_.subspan(count);
        return count;
    }
    void discard_input() override {}
    void configure(const LineSettings&) override {}
    [[nodiscard]] const std::string& address() const override { return address_; }

private:
    ByteView said_;
    const std::string address_ = "fuzz";
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto device =
            import_device(std::make_unique<Server>(std::as_bytes(std::span(data, size))), "1-1", {}, {});
        require(device->identity().place == "1-1");
        std::array<std::byte, 64> room{};
        for (int transfer = 0; transfer < 8; ++transfer) {
            require(device->read(0x82, room, {}, {}).count <= room.size());
            const UsbSetup get_status{.request_type = 0xA1, .request = 3};
            require(device->control_in(get_status, std::span(room).first(6), {}, {}).count <= 6);
            require(device->write(0x01, room, {}, {}).count <= room.size());
        }
    } catch (const Failure& failure) {
        require(!failure.detail().empty());
    }
    return 0;
}
