#include "fixtures/virtual/acm_device.hpp"
#include "fixtures/virtual/tmc_device.hpp"
#include "fixtures/virtual/usbip_session.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

// What a client of the bench's USB/IP server sends, to an instrument and to a serial adapter.

using namespace stapel;
using namespace stapel::bench;

namespace {

struct Heard {
    Bytes answers;
    bool ended = false;
};

/// What the server makes of the bytes when they come in pieces of that size.
Heard hear(ByteView bytes, std::size_t size) {
    const Defects defects;
    VirtualJig jig("BENCH01", defects);
    TmcDevice instrument(jig, "BENCH01");
    Wire wire(false);
    wire.set_receiver([&](TimePoint now, ByteView echoed) { wire.send(now, echoed); });
    AcmDevice adapter({.channel = "host", .serial = "1.host", .wire = [&] { return &wire; }});
    UsbPlugged one(instrument), other(adapter);
    std::vector<UsbSocket> sockets;
    sockets.push_back({.bus_id = "1-1", .bus = 1, .device = 2, .look = [&](TimePoint) { return UsbPresent{&one, 1}; }});
    sockets.push_back({.bus_id = "4-1", .bus = 4, .device = 2, .look = [&](TimePoint) {
                           return UsbPresent{&other, 1};
                       }});
    UsbIpSession session(sockets);
    Heard heard;
    for (std::size_t at = 0; at < bytes.size() && !session.ended(); at += size) {
        const Bytes said = session.on_bytes({}, bytes.subspan(at, std::min(size, bytes.size() - at)));
        heard.answers.insert(heard.answers.end(), said.begin(), said.end());
    }
    heard.ended = session.ended();
    return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes = std::as_bytes(std::span(data, size));
    const Heard whole = hear(bytes, bytes.size() + 1);
    const Heard parted = hear(bytes, 7);
    require(whole.ended == parted.ended);
    require(whole.answers == parted.answers);
    return 0;
}
