#include "fixtures/meter/iec_server.hpp"
#include "fixtures/meter/iec_words.hpp"
#include "fixtures/meter/meter_types.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

// Any bytes at a meter: every character comes out of the splitter once, in order, and the meter takes them all.

using namespace stapel;
using namespace stapel::meter;

namespace {

void check_message(const IecMessage& message) {
    require(!message.characters.empty());
    require(!words_of(message).empty());
    if (message.kind != IecMessage::Kind::block) return;
    require(message.characters.size() >= 3);
    require(message.command().size() + message.data().size() < message.characters.size());
    const auto end = message.characters.find(etx);
    require(end + 2 == message.characters.size());
}

void split(ByteView bytes, std::size_t chunk) {
    std::size_t errors = 0, counted = 0;
    const std::string all = without_parity(bytes, errors);
    std::string together;
    IecSplitter splitter;
    const auto take = [&](const IecMessage& message) {
        check_message(message);
        counted += message.parity_errors;
        together += message.characters;
    };
    for (std::size_t at = 0; at < bytes.size(); at += chunk) {
        splitter.feed(bytes.subspan(at, std::min(chunk, bytes.size() - at)));
        while (const auto message = splitter.next()) take(*message);
    }
    while (const auto message = splitter.flush()) take(*message);
    require(!splitter.unfinished());
    require(together == all);
    require(counted == errors);
}

void play(ByteView bytes) {
    MeterData data = make_meter_data(*find_meter_type("CE308 IEC"), 1);
    MeterClock clock;
    IecMeter meter{data, clock};
    IecServer server(meter, MeterPort::com1, {.parity = PortParity::software});
    TimePoint now{};
    std::size_t errors = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 16) {
        const auto part = bytes.subspan(at, std::min<std::size_t>(16, bytes.size() - at));
        (void)without_parity(server.on_bytes(now, part), errors);
        now += std::chrono::milliseconds(100);
    }
    require(errors == 0);
    require(server.counters().characters == bytes.size());
    require(server.counters().junk <= bytes.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes = std::as_bytes(std::span(data, size));
    split(bytes, 1 + (size == 0 ? 0 : data[0] % 32U));
    split(bytes, std::max<std::size_t>(1, size));
    play(bytes);
    return 0;
}
